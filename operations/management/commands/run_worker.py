"""Do everything that a server does not: scheduled publishing, deliveries, tasks and housekeeping."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from delivery.worker.background import start_background_work
from operations.health.work import silent_loops_of_this_process
from operations.probe_server import ProbeServer
from pages.scheduler.stopping import stop_on_signals


class Command(BaseCommand):
    """``manage.py run_worker``: all work beside the server in one process, until SIGINT or SIGTERM."""

    help = (
        "Publish what is scheduled, tell receivers what has changed, run tasks and tidy up, until SIGINT or SIGTERM. "
        "Several may run at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--probe-host", default="127.0.0.1", help="The address for probes (default: 127.0.0.1).")
        parser.add_argument(
            "--probe-port", type=int, help="Respond to /livez, /readyz and /metrics on this port (default: on none)."
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        stop, began = stop_on_signals(), time.monotonic()
        probes = None
        if options["probe_port"]:
            probes = ProbeServer(
                options["probe_host"], options["probe_port"], lambda: silent_loops_of_this_process(began)
            )
            probes.start()
        threads = start_background_work(stop)
        stop.wait()
        for thread in threads:
            thread.join()
        if probes is not None:
            probes.stop()
