"""Look whether the release before can run beside the migrations of this one."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.upgrades.additive import conflicts
from operations.upgrades.released import record, released


class Command(BaseCommand):
    """``manage.py check_migrations``: refuse migrations that programs of the release before cannot run beside."""

    help = "Look whether programs of the release before can run beside the new migrations. It asks no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--release", action="store_true", help="Write down that this version has the migrations that are there now."
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        if options["release"]:
            number = record(settings.VERSION)
            self.stdout.write(f"Release {settings.VERSION} has {number} migrations.")
            return
        before = released()
        if found := conflicts(before.migrations):
            raise CommandError(
                f"Programs of release {before.version} cannot run beside these migrations (docs/upgrading.md):\n"
                + "\n".join(map(str, found))
            )
        self.stdout.write(f"Programs of release {before.version} can run beside every new migration.")
