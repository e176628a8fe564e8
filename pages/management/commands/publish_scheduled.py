"""Publish and unpublish what is due, once. This command replaces Wagtail's command of the same name."""

from typing import Any

from django.core.management.base import BaseCommand

from pages.previews.purge import purge_previews
from pages.scheduler.transitions import apply_due_transitions


class Command(BaseCommand):
    """``manage.py publish_scheduled``: unpublish expired content and publish content that is due."""

    help = "Unpublish expired content and publish content that is due, once. run_scheduler does so every second."

    def handle(self, *arguments: Any, **options: Any) -> None:
        result = apply_due_transitions()
        purge_previews()
        self.stdout.write(f"Published {result.published}, unpublished {result.expired}, refused {result.refused}.")
