"""Local times, time zones and instants."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pages.fields.wall_clock import (
    Phase,
    WallClock,
    classify,
    known_time_zones,
    midnight_after,
    phase_at,
    time_zone_choices,
    to_utc,
    validate_time_zone,
)

NEW_YORK = ZoneInfo("America/New_York")
ZONES = st.sampled_from(["America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])
LOCAL_TIMES = st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2050, 1, 1))


def test_an_ordinary_hour_comes_once() -> None:
    local = datetime.datetime(2017, 6, 16, 13)
    assert classify(local, NEW_YORK) is WallClock.ONCE
    assert to_utc(local, NEW_YORK) == datetime.datetime(2017, 6, 16, 17, tzinfo=datetime.UTC)


def test_the_hour_that_is_skipped_never_comes() -> None:
    assert classify(datetime.datetime(2030, 3, 10, 2, 30), NEW_YORK) is WallClock.NEVER
    assert classify(datetime.datetime(2030, 3, 10, 3, 0), NEW_YORK) is WallClock.ONCE


def test_the_hour_that_is_repeated_comes_twice() -> None:
    local = datetime.datetime(2030, 11, 3, 1, 30)
    assert classify(local, NEW_YORK) is WallClock.TWICE
    first, second = (to_utc(local, NEW_YORK, second_occurrence=which) for which in (False, True))
    assert second - first == datetime.timedelta(hours=1)


@given(LOCAL_TIMES, ZONES)
def test_an_instant_shows_the_wall_clock_it_was_made_from(local: datetime.datetime, name: str) -> None:
    zone = ZoneInfo(name)
    shown = to_utc(local, zone).astimezone(zone).replace(tzinfo=None, fold=0)
    assert (shown == local) == (classify(local, zone) is not WallClock.NEVER)


@given(LOCAL_TIMES, ZONES)
def test_a_day_is_over_when_the_next_begins(local: datetime.datetime, name: str) -> None:
    zone = ZoneInfo(name)
    end = midnight_after(local.date(), zone).astimezone(zone)
    assert end.date() == local.date() + datetime.timedelta(days=1)
    assert datetime.timedelta(0) <= end.replace(tzinfo=None) - datetime.datetime.combine(end.date(), datetime.time())


def test_the_last_day_of_the_calendar_is_over_at_its_end() -> None:
    assert midnight_after(datetime.date.max, NEW_YORK).year == 9999


START = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)
OVER = START + datetime.timedelta(hours=2)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-1, (Phase.UPCOMING, START)),
        (0, (Phase.ONGOING, OVER)),
        (119, (Phase.ONGOING, OVER)),
        (120, (Phase.PAST, None)),
    ],
)
def test_phases_change_at_start_and_end(minutes: int, expected: tuple[Phase, datetime.datetime | None]) -> None:
    assert phase_at(START, OVER, START + datetime.timedelta(minutes=minutes)) == expected


def test_without_a_start_nothing_is_scheduled() -> None:
    assert phase_at(None, None, START) == (Phase.UNSCHEDULED, None)


def test_every_zone_offered_is_known() -> None:
    names = [name for name, _ in time_zone_choices()]
    assert names[0] == "UTC"
    assert len(names) == len(set(names)) > 300
    assert set(names) <= known_time_zones()


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="not a known time zone"):
        validate_time_zone("America/Springfield")
