"""Make a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backups.making import keep_newest, make
from backups.manifest import BackupError


class Command(BaseCommand):
    """``manage.py backup DIR``: copy database and uploads into a folder of backups, while the CMS runs."""

    help = "Copy the database and the uploads into a folder of backups, while the CMS runs. Keys are not part of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="The folder of all backups; each upload is in it once.")
        parser.add_argument("--keep", type=int, help="Delete all but the newest KEEP backups afterwards.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        keep = options["keep"]
        if keep is not None and keep < 1:
            raise CommandError("--keep must be at least 1.")
        try:
            made = make(options["folder"].absolute())
            self.stdout.write(f"Made {made}.")
            if keep is not None and (deleted := keep_newest(made.parent, keep)):
                self.stdout.write(f"Deleted {deleted} older.")
        except BackupError as error:
            raise CommandError(str(error)) from error
