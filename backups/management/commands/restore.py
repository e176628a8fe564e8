"""Restore a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backups.making import all_backups
from backups.manifest import BackupError
from backups.restoring import restore


class Command(BaseCommand):
    """``manage.py restore DIR``: restore a backup into an empty database and an empty folder of uploads."""

    help = "Restore a backup, or the newest one in a folder, into an empty place. Everything is checked before."
    # There are no tables yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="A backup, or the folder of all of them.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        folder = options["folder"].absolute()
        found = all_backups(folder)
        try:
            manifest = restore(found[-1] if found else folder)
        except BackupError as error:
            raise CommandError(str(error)) from error
        number = len(manifest.media or ())
        self.stdout.write(f"Restored the backup of {manifest.made_at} with {number} uploaded files. Start the CMS.")
