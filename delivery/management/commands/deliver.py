"""Deliver messages about what has changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from delivery.frontend import subscribe_frontend
from delivery.worker.loop import delivery_loop
from delivery.worker.worker import Worker
from pages.scheduler.stopping import stop_on_signals


class Command(BaseCommand):
    """``manage.py deliver``: tell receivers what has changed, until SIGINT or SIGTERM."""

    help = "Tell receivers what has changed, until SIGINT or SIGTERM. Several may run at once; run_worker does it too."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Deliver what is due now, and end.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        if options["once"]:
            subscribe_frontend()
            Worker().run_until_idle()
        else:
            delivery_loop(stop_on_signals())
