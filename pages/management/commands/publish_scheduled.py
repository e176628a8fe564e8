"""Do what is due once. Replaces Wagtail's command of the same name."""

from typing import Any

from django.core.management.base import BaseCommand

from pages.previews.purge import purge_previews
from pages.scheduler.transitions import apply_due_transitions


class Command(BaseCommand):
    """``manage.py publish_scheduled``: take down what has expired and publish what is due."""

    help = "Take down what has expired and publish what is due, once. run_scheduler does it every second."

    def handle(self, *arguments: Any, **options: Any) -> None:
        result = apply_due_transitions()
        purge_previews()
        self.stdout.write(f"Published {result.published}, took down {result.expired}, refused {result.refused}.")
