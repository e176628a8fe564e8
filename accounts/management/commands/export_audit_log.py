"""Writes the audit log as CSV, for an archive or another program."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from accounts.audit_log.entries import entries
from accounts.audit_log.export import csv_lines


class Command(BaseCommand):
    """Writes to standard output, the oldest entry first."""

    help = "Write who did what, and who signed in or failed to, as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=_instant, help="The first day, or instant (2030-06-14T13:00:00+00:00).")
        parser.add_argument("--until", type=_instant, help="The day, or instant, before which the last entry is.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        for line in csv_lines(entries(options["since"], options["until"])):
            self.stdout.write(line, ending="")


def _instant(written: str) -> datetime.datetime:
    """Return an instant; a day is its midnight in ``TIME_ZONE``. Raise ``CommandError`` for anything else."""
    try:
        instant = parse_datetime(written)
        day = None if instant else parse_date(written)
    except ValueError:
        instant = day = None
    if day is not None:
        instant = datetime.datetime.combine(day, datetime.time())
    if instant is None:
        raise CommandError(f"{written} is no day such as 2030-06-14.")
    return timezone.make_aware(instant) if timezone.is_naive(instant) else instant
