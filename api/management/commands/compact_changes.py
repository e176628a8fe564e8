"""Removes old rows of the change log."""

from typing import Any

from django.core.management.base import BaseCommand

from api.changes.compaction import compact


class Command(BaseCommand):
    """``manage.py compact_changes``: the worker also does this once a day."""

    help = "Remove the changes that are older than CHANGES_RETENTION_DAYS. The worker also does this once a day."

    def handle(self, *arguments: Any, **options: Any) -> None:
        self.stdout.write(f"Removed {compact()} changes.")
