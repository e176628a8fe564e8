"""A followed calendar, and the section that its events go below."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from arrivals.following.reading import read_followed
from arrivals.following.taking import Taken
from arrivals.models import FollowedCalendar
from pages.models import SectionPage
from tests.arrivals.following.calendars import ServedCalendar, served_calendar

Read = Callable[[], Taken]


@pytest.fixture
def served(settings: Any) -> Iterator[ServedCalendar]:
    settings.IMPORT_ALLOW_PRIVATE = True
    with served_calendar() as served:
        yield served


@pytest.fixture
def calendar(served: ServedCalendar, sections: dict[str, SectionPage]) -> FollowedCalendar:
    return FollowedCalendar.objects.create(address=served.address, below=sections["events"])


@pytest.fixture
def read(calendar: FollowedCalendar) -> Read:
    """Read the calendar, as the worker does."""
    return lambda: read_followed(FollowedCalendar.objects.get(pk=calendar.pk))
