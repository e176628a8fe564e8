"""Fill the site with demo content."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.seed import is_untouched, seed_demo
from demo.seeder import DemoConflict
from pages.accounts.demo_login import DEMO_ACCOUNTS, DEMO_PASSWORD


class Command(BaseCommand):
    """``manage.py seed_demo [--if-empty]``: create what is missing of the demo content."""

    help = "Create and publish what is missing of the demo content. What is there already stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Do nothing when there are pages beyond the home page, or when somebody has edited it.",
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        if options["if_empty"] and not is_untouched():
            self.stdout.write("There is content already: no demo content created.")
            return
        self.stdout.write("Creating the demo content ...")
        try:
            with warnings_only():
                seed_demo(self._report)
        except DemoConflict as conflict:
            raise CommandError(str(conflict)) from conflict
        if not settings.DEMO_LOGIN:
            self.stdout.write("Demo accounts were not created: DEMO_LOGIN is off.")
            return
        self.stdout.write(f"Sign in with the password {DEMO_PASSWORD} as")
        for email, (_, group) in DEMO_ACCOUNTS.items():
            self.stdout.write(f"  {email} ({group})")

    def _report(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()


@contextmanager
def warnings_only() -> Iterator[None]:
    """Keep informative log lines back: each of the many pieces would write a dozen of them."""
    before = logging.root.manager.disable
    logging.disable(max(before, logging.INFO))
    try:
        yield
    finally:
        logging.disable(before)
