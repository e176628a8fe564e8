"""Fill the site with demo content."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.seed import is_untouched, seed_demo
from demo.seeder import DemoConflict
from pages.accounts.demo_login import DEMO_ACCOUNTS, DEMO_PASSWORD
from pages.management.quiet_log import warnings_only


class Command(BaseCommand):
    """``manage.py seed_demo [--if-empty]``: create the missing demo content."""

    help = "Create and publish the missing demo content. Existing content is left unchanged."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Do nothing if there are pages besides the home page, or if the home page has been edited.",
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        if options["if_empty"] and not is_untouched():
            self.stdout.write("No demo content created: the site already has content.")
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
