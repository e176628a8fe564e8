"""Restore a backup."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backups.manifest import BackupError
from backups.restoring import restore


class Command(BaseCommand):
    """``manage.py restore DIR|s3://…``: restore a backup into an empty database and an empty folder of uploads."""

    help = "Restore a backup, or the newest one of several, into an empty place. Everything is checked before."
    # There are no tables yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", help="A backup, or where all of them are: a folder, or s3://bucket/folder.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        try:
            manifest = restore(options["place"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        number = len(manifest.media or ())
        self.stdout.write(f"Restored the backup of {manifest.made_at} with {number} uploaded files. Start the CMS.")
