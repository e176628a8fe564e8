"""Import events from calendars, or follow calendars on the web."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from arrivals.following.addresses import followable
from arrivals.following.reading import read_followed
from arrivals.management.import_command import ImportCommand
from arrivals.models import FollowedCalendar
from arrivals.writing.places import section_that_shows
from pages.models import SectionPage
from pages.network.requests import RequestRefused

FOLLOW = "This is an address: add --follow to follow the calendar there, or download it and give the file."


class Command(ImportCommand):
    """``manage.py import_calendar FILE… [--dry-run] [--publish]``, or ``import_calendar URL… --follow``."""

    help = "Make drafts of the events in calendars, and of those of Action Network and Mobilize; follow calendars."
    source_names = ("icalendar", "action_events")

    @staticmethod
    def file_argument(text: str) -> Any:
        """Return an address of the web as it is, and all else as a path."""
        return text if "://" in text else Path(text)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--follow", action="store_true", help="Read the calendars at these addresses again and again."
        )
        parser.add_argument("--every", type=int, default=6, metavar="HOURS", help="How often they are read.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        addresses = [given for given in options["files"] if isinstance(given, str)]
        if not options["follow"]:
            if addresses:
                raise CommandError(FOLLOW)
            super().handle(*arguments, **options)
            return
        if len(addresses) < len(options["files"]):
            raise CommandError("--follow takes addresses of calendars, and no files.")
        for address in addresses:
            self._follow(address, options)

    def _follow(self, text: str, options: dict[str, Any]) -> None:
        site, user = self.site(options["site"]), self.user(options["user"])
        below = self.page(site, options["events_below"])
        if below is None:
            below = section_that_shows(SectionPage.Shows.EVENTS, site.root_page) or site.root_page
        try:
            calendar = FollowedCalendar(
                address=followable(text), below_id=below.pk, every_hours=options["every"], added_by=user
            )
            calendar.full_clean()
        except RequestRefused as error:
            raise CommandError(f"{text}: {error}") from error
        except ValidationError as error:
            raise CommandError(f"{text}: {' '.join(error.messages)}") from error
        calendar.save()
        taken = read_followed(calendar)
        self.stdout.write(f"{calendar}: followed, {taken.drafts} drafts made. The worker reads it from now on.")
        if taken.problem:
            self.stderr.write(f"{calendar}: {taken.problem} The worker tries again.")
