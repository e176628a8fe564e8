"""Move from SQLite to PostgreSQL."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backups.manifest import BackupError
from backups.moving import move_to_postgresql


class Command(BaseCommand):
    """``manage.py move_to_postgresql URL``: copy the content of SQLite into an empty database of PostgreSQL."""

    help = "Copy everything from SQLite into an empty database of PostgreSQL. Stop the CMS before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", help="postgres://user:password@host:5432/name")

    def handle(self, *arguments: Any, **options: Any) -> None:
        try:
            rows = move_to_postgresql(options["url"], self._show)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Moved {rows:,} rows. Set DATABASE_URL to the new address, and start the CMS.")

    @staticmethod
    def _show(table: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done:,} of {total:,} rows: {table:60}", end="", file=sys.stderr, flush=True)
