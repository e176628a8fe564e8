"""Reads a followed calendar, and says in a sentence what went wrong if anything did."""

import datetime
import logging
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Site

from arrivals.calendars.calendar_reader import read_calendar
from arrivals.following.taking import Taken, take_over
from arrivals.models import FollowedCalendar
from arrivals.records.event import ArrivingEvent
from arrivals.records.record import ArrivingRecord
from arrivals.safety.downloads import Download, DownloadError, download_if_changed
from arrivals.sources.source import ReadOptions, SourceError
from pages.sites.site_settings import SiteSettings

logger = logging.getLogger(__name__)

#: Seconds after which a worker that does not come back is taken for dead.
DEAD = 600
#: The longest time until a calendar is read again that could not be read.
LONGEST_PATIENCE = datetime.timedelta(days=7)
#: After this time, a calendar is read in full although it says that it is the same: rules give further dates.
IN_FULL_EVERY = datetime.timedelta(days=7)
FAILED = "It could not be read: the log of the worker says why."
EMPTY = "There are no events in it any more. Nothing was changed here."
_NAME = "The calendar.ics"


def read_next_due() -> bool:
    """Read the calendar that has been due longest, and return whether one was. Of several workers, one does it."""
    now = timezone.now()
    due = FollowedCalendar.objects.filter(
        Q(busy_until=None) | Q(busy_until__lt=now), is_paused=False, next_read_at__lte=now
    )
    calendar = due.order_by("next_read_at").first()
    until = now + datetime.timedelta(seconds=DEAD)
    if calendar is None or not due.filter(pk=calendar.pk).update(busy_until=until):
        return False
    read_followed(calendar)
    return True


def read_followed(calendar: FollowedCalendar) -> Taken:
    """Read a calendar now, and note how it went and when it is read again. Nothing is raised."""
    try:
        taken = _read(calendar)
    except (DownloadError, SourceError) as error:
        taken = Taken(problem=str(error))
    except Exception:
        logger.exception("The followed calendar %s could not be read.", calendar.pk)
        taken = Taken(problem=FAILED)
    now = timezone.now()
    calendar.failures = calendar.failures + 1 if taken.problem else 0
    # Beyond a few failures, the patience is the longest anyway.
    hours = calendar.every_hours * 2 ** min(calendar.failures, 10)
    values = {
        "problem": taken.problem,
        "failures": calendar.failures,
        "next_read_at": now + min(datetime.timedelta(hours=hours), LONGEST_PATIENCE),
        "busy_until": None,
    }
    if not taken.problem:
        versions = {"etag": calendar.etag, "last_modified": calendar.last_modified}
        values |= {**versions, "last_read_at": now, "read_in_full_at": calendar.read_in_full_at}
    # Somebody may have paused it meanwhile, or removed it.
    FollowedCalendar.objects.filter(pk=calendar.pk).update(**values)
    return taken


def _read(calendar: FollowedCalendar) -> Taken:
    now = timezone.now()
    is_recent = calendar.read_in_full_at is not None and now - calendar.read_in_full_at < IN_FULL_EVERY
    version = (calendar.etag, calendar.last_modified) if is_recent else ("", "")
    found = download_if_changed(calendar.address, *version)
    if found is None:
        return Taken()
    records = _records(calendar, found)
    if not any(isinstance(record, ArrivingEvent) for record in records) and calendar.events.exists():
        return Taken(problem=EMPTY)
    taken = take_over(calendar, records)
    calendar.etag, calendar.last_modified = _kept(found.etag), _kept(found.last_modified)
    calendar.read_in_full_at = now
    return taken


def _records(calendar: FollowedCalendar, found: Download) -> list[ArrivingRecord]:
    site = calendar.below.get_site() or Site.objects.get(is_default_site=True)
    zone = ZoneInfo(SiteSettings.for_site(site).time_zone)
    with TemporaryDirectory() as folder, found.content as content:
        path = Path(folder, _NAME)
        with path.open("wb") as copy:
            shutil.copyfileobj(content, copy)
        reader = read_calendar(path, ReadOptions(time_zone=zone))
        return list(reader.records())


def _kept(version: str) -> str:
    """Return what names a version, or ``""`` if it is too long to be kept."""
    return version if len(version) <= 255 else ""
