"""Remove what nobody needs any more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.housekeeping.chore import chores
from operations.housekeeping.runner import run_chore


class Command(BaseCommand):
    """``manage.py tidy_up``: does now what the worker does once a day."""

    help = "Remove expired sessions, old results and logs, and files left behind. The worker does so once a day."

    def handle(self, *arguments: Any, **options: Any) -> None:
        failed = []
        for chore in chores().values():
            removed = run_chore(chore)
            if removed is None:
                failed.append(chore.title)
            else:
                self.stdout.write(f"{chore.title}: removed {removed}.")
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says why.")
