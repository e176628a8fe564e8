"""Run scheduled publishing and housekeeping continuously."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connection

from pages.scheduler.housekeeping import Housekeeping
from pages.scheduler.transitions import apply_due_transitions

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """``manage.py run_scheduler``: publish and unpublish what is due, every second, until SIGINT or SIGTERM."""

    help = "Publish and unpublish what is due, every second, until SIGINT or SIGTERM. Several may run at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="Seconds between two runs (default 1).")

    def handle(self, *arguments: Any, **options: Any) -> None:
        stop = threading.Event()
        self._housekeeping = Housekeeping()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            self._tick()
            stop.wait(options["interval"])

    def _tick(self) -> None:
        close_old_connections()
        try:
            result = apply_due_transitions()
            self._housekeeping.tick()
        except DatabaseError:
            # The next tick tries again: everything that was due stays due.
            logger.exception("Scheduled publishing failed.")
            connection.close()
            return
        if result:
            self.stdout.write(f"Published {result.published}, unpublished {result.expired}, refused {result.refused}.")
