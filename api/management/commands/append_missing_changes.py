"""Appends changes to the change log that were made without signals."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from api.changes.log import append_missing


class Command(BaseCommand):
    """``manage.py append_missing_changes``: run it after content was written directly to the database.

    It finds what was published, moved, unpublished or deleted. It cannot detect that public content was edited.
    """

    help = "Append missing changes to the change log, after SQL, loaddata or update() changed content."

    def handle(self, *arguments: Any, **options: Any) -> None:
        with transaction.atomic():
            appended = append_missing()
        self.stdout.write(f"Appended {appended} changes.")
