"""Do everything that a server does not: scheduled publishing, deliveries, tasks and housekeeping."""

import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from delivery.worker.loop import delivery_loop
from delivery.worker.tasks import TaskRunner
from pages.scheduler.loop import Loop
from pages.scheduler.scheduler import Scheduler
from pages.scheduler.stopping import stop_on_signals


class Command(BaseCommand):
    """``manage.py run_worker``: all work beside the server in one process, until SIGINT or SIGTERM."""

    help = (
        "Publish what is scheduled, tell receivers what has changed, run tasks and tidy up, until SIGINT or SIGTERM. "
        "Several may run at once."
    )

    def handle(self, *arguments: Any, **options: Any) -> None:
        stop = stop_on_signals()
        loops = [Loop("Scheduled publishing", Scheduler().step, 1).run, delivery_loop]
        if settings.TASKS_ARE_QUEUED:
            tasks = TaskRunner(stop)
            loops.append(Loop("Tasks", tasks.step, 1).run)
        threads = [threading.Thread(target=loop, args=[stop]) for loop in loops]
        for thread in threads:
            thread.start()
        stop.wait()
        for thread in threads:
            thread.join()
