"""Run scheduled publishing and housekeeping continuously."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pages.scheduler.loop import Loop
from pages.scheduler.scheduler import Scheduler
from pages.scheduler.stopping import stop_on_signals


class Command(BaseCommand):
    """``manage.py run_scheduler``: publish and unpublish what is due, every second, until SIGINT or SIGTERM."""

    help = "Publish and unpublish what is due, every second, until SIGINT or SIGTERM. Several may run at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="Seconds between two runs (default 1).")

    def handle(self, *arguments: Any, **options: Any) -> None:
        Loop("Scheduled publishing", Scheduler().step, options["interval"]).run(stop_on_signals())
