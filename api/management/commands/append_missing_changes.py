"""Bring the change log up to date with content that was changed behind its back."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from api.changes.log import append_missing


class Command(BaseCommand):
    """``manage.py append_missing_changes``: needed after content was written to the database from outside.

    It finds what became public, moved or went. That something was edited in place it cannot tell.
    """

    help = "Append to the change log what it does not know of: after SQL, loaddata or update() changed content."

    def handle(self, *arguments: Any, **options: Any) -> None:
        with transaction.atomic():
            appended = append_missing()
        self.stdout.write(f"Appended {appended} changes.")
