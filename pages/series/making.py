"""Makes the dates of a series from one event."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from wagtail.models import Page

from pages.models import EventPage, EventSeries, User
from pages.series.shared_values import shared_fields, shared_values, with_values
from pages.series.versions import publish_version, save_version

#: The longest slug of an event to which its day is added.
_LONGEST_SLUG = 240


@dataclass(frozen=True)
class MadeDates:
    """The pages that were made, soonest first, and sentences about what could not be published."""

    pages: Sequence[EventPage]
    problems: Sequence[str]


def taken_days(event: EventPage) -> set[datetime.date]:
    """Return the days on which the series of ``event`` has a date already: its own among them."""
    days = {event.start_date} if event.start_date else set()
    if event.series_id:
        others = EventPage.objects.filter(series=event.series_id, locale=event.locale_id)
        days |= set(others.exclude(start_date=None).values_list("start_date", flat=True))
    return days


def make_dates(
    event: EventPage,
    days: Collection[datetime.date],
    series: EventSeries,
    user: User | None,
    *,
    leave_out: Collection[str] = (),
    publish: bool = False,
) -> MadeDates:
    """Make an event beside ``event`` for each of ``days`` that its series does not have yet, in one transaction.

    ``event`` is the latest version of a saved event with a date, which becomes a date of ``series`` too. The new pages
    are drafts with its shared values, except those named in ``leave_out``; each has the same wall-clock time on its own
    day. With ``publish``, they are published as far as they may be. Without a ``user``, a program makes them, which
    may do anything.
    """
    made: list[EventPage] = []
    with transaction.atomic():
        problems = [_join(event, series, user)]
        values = shared_values(event)
        names = [name for name in shared_fields() if name not in leave_out]
        parent = event.get_parent()
        first_number = max(_next_number(series), (event.series_number or 0) + 1)
        for number, day in enumerate(sorted(set(days) - taken_days(event)), first_number):
            place = {"series": series, "series_number": number, "start_date": day, "locale_id": event.locale_id}
            page = with_values(EventPage(title=event.title, **place), values, names)
            page.given_by_series = {name: values[name] for name in names}
            page.slug, page.draft_title, page.owner, page.live = _slug(event, day, parent), page.title, user, False
            parent.add_child(instance=page)
            page.save_revision(user=user, log_action=True)
            made.append(page)
    problems += [publish_version(page, user) for page in made if publish]
    return MadeDates(made, list(filter(None, problems)))


def _join(event: EventPage, series: EventSeries, user: User | None) -> str:
    """Let ``event`` be a date of ``series``. Return what ``save_version`` does."""
    problem = ""
    if event.series_id != series.pk:
        event.series, event.series_number = series, _next_number(series)
        problem = save_version(event, user)
        # Of a page that was never published, the database is read as well as the latest version.
        drafts = EventPage.objects.filter(pk=event.pk, live=False)
        drafts.update(series=series, series_number=event.series_number)
    EventPage.objects.filter(pk=event.pk).update(given_by_series=shared_values(event))
    return problem


def _next_number(series: EventSeries) -> int:
    largest = EventPage.objects.filter(series=series).aggregate(largest=Max("series_number"))["largest"]
    return (largest or 0) + 1


def _slug(event: EventPage, day: datetime.date, parent: Page) -> str:
    base = f"{event.slug[:_LONGEST_SLUG]}-{day.isoformat()}"
    candidate, number = base, 2
    while not Page._slug_is_available(candidate, parent):
        candidate, number = f"{base}-{number}", number + 1
    return candidate
