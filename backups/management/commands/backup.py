"""Make a backup."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from backups.destinations import at
from backups.making import keep_newest, make
from backups.manifest import BackupError


class Command(BaseCommand):
    """``manage.py backup DIR|s3://…``: copy database and uploads to where backups are kept, while the CMS runs."""

    help = "Copy the database and the uploads to where backups are kept, while the CMS runs. Keys are not part of it."

    def add_arguments(self, parser: CommandParser) -> None:
        place = "The folder of all backups, or s3://bucket/folder (BACKUP_PLACE). It has each upload once."
        parser.add_argument("place", nargs="?", help=place)
        parser.add_argument("--keep", type=int, help="Delete all but the newest KEEP backups afterwards.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        keep = options["keep"]
        if keep is not None and keep < 1:
            raise CommandError("--keep must be at least 1.")
        place = options["place"] or settings.BACKUP_PLACE
        if not place:
            raise CommandError("Say where the backup goes: a folder, or s3://bucket/folder (or set BACKUP_PLACE).")
        try:
            destination = at(place)
            made = make(destination)
            self.stdout.write(f"Made {destination.address}/{made}.")
            if keep is not None and (deleted := keep_newest(destination, keep)):
                self.stdout.write(f"Deleted {deleted} older.")
        except BackupError as error:
            raise CommandError(str(error)) from error
