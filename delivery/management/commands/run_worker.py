"""Do everything that a server does not: scheduled publishing, deliveries, tasks and housekeeping."""

from typing import Any

from django.core.management.base import BaseCommand

from delivery.worker.background import start_background_work
from pages.scheduler.stopping import stop_on_signals


class Command(BaseCommand):
    """``manage.py run_worker``: all work beside the server in one process, until SIGINT or SIGTERM."""

    help = (
        "Publish what is scheduled, tell receivers what has changed, run tasks and tidy up, until SIGINT or SIGTERM. "
        "Several may run at once."
    )

    def handle(self, *arguments: Any, **options: Any) -> None:
        stop = stop_on_signals()
        threads = start_background_work(stop)
        stop.wait()
        for thread in threads:
            thread.join()
