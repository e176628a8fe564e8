"""Starts the change log anew."""

from typing import Any

from django.core.management.base import BaseCommand

from api.changes.log import begin_epoch


class Command(BaseCommand):
    """``manage.py begin_epoch``: `manage.py restore` also does this."""

    help = (
        "Start the change log anew, after the database was replaced by an earlier state without `manage.py restore`. "
        "Whoever reads changes is told to read everything again, and no stored response is used."
    )

    def handle(self, *arguments: Any, **options: Any) -> None:
        self.stdout.write(f"The change log goes on at {begin_epoch()}.")
