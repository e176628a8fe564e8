"""All work beside the server, each a thread: publishing, deliveries, exports, tasks, links, calendars, consents."""

import threading

from django.conf import settings

from archives.loop import exports_loop
from arrivals.loop import calendars_loop
from delivery.worker.loop import delivery_loop
from delivery.worker.tasks import TaskRunner
from links.loop import links_loop
from pages.scheduler.loop import Loop
from pages.scheduler.scheduler import Scheduler
from privacy.loop import consents_loop


def start_background_work(stop: threading.Event) -> list[threading.Thread]:
    """Start the threads, which end soon after ``stop`` is set, and return them."""
    loops = [Loop("Scheduled publishing", Scheduler().step, 1).run, delivery_loop, exports_loop, calendars_loop]
    if settings.CONSENT_REMINDER_DAYS:
        loops.append(consents_loop)
    if settings.CHECK_LINKS:
        loops.append(links_loop)
    if settings.TASKS_ARE_QUEUED:
        tasks = TaskRunner(stop)
        loops.append(Loop("Tasks", tasks.step, 1).run)
    threads = [threading.Thread(target=loop, args=[stop]) for loop in loops]
    for thread in threads:
        thread.start()
    return threads


def work_while_process_serves() -> None:
    """Start the threads in a process that has another purpose. They end when its main thread ends."""
    stop = threading.Event()
    start_background_work(stop)

    def end() -> None:
        threading.main_thread().join()
        stop.set()

    threading.Thread(target=end).start()
