"""Upgrade to the release whose program this is."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.upgrades.steps import Upgrade


class Command(BaseCommand):
    """``manage.py upgrade``: check, back up, migrate, collect, reload; it stops at the first step that fails."""

    help = "Upgrade to this release while the last one runs: check, back up, migrate, collect, reload."
    # One of the steps.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        backup = parser.add_mutually_exclusive_group()
        backup.add_argument("--backup", help="Where the backup goes: a folder, or s3://bucket/folder (BACKUP_PLACE).")
        backup.add_argument("--no-backup", action="store_true", help="Make none.")
        parser.add_argument("--keep", type=int, help="Delete all but the newest KEEP backups.")
        parser.add_argument("--stopped", action="store_true", help="Nothing of the CMS runs meanwhile.")
        parser.add_argument(
            "--reload", action="append", help="A command that replaces running programs; repeatable (UPGRADE_RELOAD)."
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        place = options["backup"] or settings.BACKUP_PLACE
        if not place and not options["no_backup"]:
            raise CommandError("Say where the backup goes, with --backup or BACKUP_PLACE, or --no-backup.")
        upgrade = Upgrade(
            backup="" if options["no_backup"] else place,
            keep=options["keep"],
            stopped=options["stopped"],
            reload=settings.UPGRADE_RELOAD if options["reload"] is None else options["reload"],
        )
        steps = list(upgrade.steps())
        for number, step in enumerate(steps, start=1):
            started = time.monotonic()
            self.stdout.write(f"{number}/{len(steps)} {step.name} ...")
            try:
                said = step.do()
            # Whatever it was, the operator has to know how far the upgrade has come.
            except Exception as error:
                reason = str(error).strip() or type(error).__name__
                raise CommandError(f"{reason}\n\nStep {number}, {step.name}, failed. {step.if_it_fails}") from error
            self.stdout.write(f"{number}/{len(steps)} {said or 'done'} ({time.monotonic() - started:.1f} s)")
        self.stdout.write(f"This is release {settings.VERSION}.")
