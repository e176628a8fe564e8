"""Time zones as iCalendar components, as several programs read them that know no other description of a zone."""

import datetime
import io
import json
import re
import subprocess
from functools import cache
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.tz import tzical

from pages.calendars.time_zones import time_zone_component
from pages.fields.wall_clock import time_zone_choices
from tests.node import READERS, require_node, run
from tests.slices import how_many

FIRST, LAST = 2020, 2040
NAMES = [name for name, _ in time_zone_choices() if name != "UTC"]
#: Rules that begin or end, that are counted from the beginning and the end of a month, that follow the moon, that
#: change at midnight, by half an hour, on a Saturday, at a year's beginning, and none.
PECULIAR = (
    *("Asia/Nicosia", "America/New_York", "Africa/Casablanca", "America/Nuuk", "Australia/Lord_Howe", "Asia/Gaza"),
    *("Europe/Dublin", "America/Santiago", "Asia/Beirut", "Asia/Tehran", "Pacific/Apia", "America/Asuncion"),
    *("Europe/Volgograd", "Africa/Juba", "Asia/Kolkata", "America/Mexico_City", "Pacific/Norfolk", "Asia/Amman"),
)
some_zones = pytest.mark.parametrize("name", [*PECULIAR, *NAMES[:: how_many(60, 1)]])


@cache
def instants(name: str, first: int = FIRST, last: int = LAST) -> list[datetime.datetime]:
    """Return times at which a reader may be wrong: twice a year, and beside each change of the clocks, in UTC.

    Local times that are ambiguous are left out: calendars give those in UTC.
    """
    zone = ZoneInfo(name)
    hour = datetime.timedelta(hours=1)
    at = datetime.datetime(first, 1, 1, tzinfo=datetime.UTC)
    found = []
    while at.year <= last:
        later = at + 24 * hour
        if at.day == 15 and at.month in (1, 7):
            found.append(at + 12 * hour)
        if at.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            hours = [at + number * hour for number in range(25)]
            change = max(time for time in hours if time.astimezone(zone).utcoffset() == at.astimezone(zone).utcoffset())
            found += [change + number * hour for number in (-2, 0, 1, 2, 3)]
        at = later
    local = [instant.astimezone(zone) for instant in found]
    return [time for time in local if time.utcoffset() == time.replace(fold=1 - time.fold).utcoffset()]


def wall_clock(at: datetime.datetime) -> datetime.datetime:
    return at.replace(tzinfo=None)


def in_a_calendar(component: icalendar.Timezone) -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-\r\n{component.to_ical().decode()}END:VCALENDAR\r\n"


@some_zones
def test_dateutil_reads_the_right_offsets(name: str) -> None:
    read = tzical(io.StringIO(time_zone_component(name, FIRST, LAST).to_ical().decode())).get(name)
    wrong = [at for at in instants(name) if wall_clock(at).replace(tzinfo=read).utcoffset() != at.utcoffset()]
    assert wrong == []


@some_zones
def test_icalendar_reads_the_right_offsets(name: str) -> None:
    written = time_zone_component(name, FIRST, LAST).to_ical()
    component = icalendar.Timezone.from_ical(written)
    assert isinstance(component, icalendar.Timezone)
    read = component.to_tz(lookup_tzid=False)
    wrong = [at for at in instants(name) if wall_clock(at).replace(tzinfo=read).utcoffset() != at.utcoffset()]
    assert wrong == []


@pytest.mark.parametrize(("first", "last"), [(2020, 2020), (2027, 2028), (2040, 2040), (1970, 1975), (2199, 2199)])
def test_a_few_years_are_read_right(first: int, last: int) -> None:
    for name in PECULIAR:
        read = tzical(io.StringIO(time_zone_component(name, first, last).to_ical().decode())).get(name)
        for at in instants(name, first, last):
            assert wall_clock(at).replace(tzinfo=read).utcoffset() == at.utcoffset(), (name, at)


@pytest.mark.parametrize("name", PECULIAR)
def test_it_is_said_in_the_plainest_way(name: str) -> None:
    written = time_zone_component(name, 2027, 2028).to_ical().decode()
    assert "RDATE" not in written
    for observance in re.findall(r"BEGIN:(?:STANDARD|DAYLIGHT).*?END:", written, re.DOTALL):
        assert observance.count("DTSTART") == 1 and observance.count("RRULE") <= 1
    assert min(re.findall(r"DTSTART:(\d{4})", written)) < "2027"


def test_rules_in_force_have_no_end() -> None:
    written = time_zone_component("America/New_York", 2005, 2027).to_ical().decode()
    rules = re.findall(r"RRULE:(.*)\r\n", written)
    assert rules[-2:] == ["FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"]
    assert all("UNTIL" in rule for rule in rules[:-2])


@pytest.mark.node
def test_ical_js_reads_the_right_instants() -> None:
    require_node()
    run("npm", "ci", directory=READERS)
    asked: dict[str, str] = {}
    for name in [*PECULIAR, *NAMES[:: how_many(8, 1)]]:
        ranges = [(FIRST, LAST), *((year, year + 1) for year in (range(FIRST, LAST, 3) if name in PECULIAR else ()))]
        for first, last in ranges:
            calendar = in_a_calendar(time_zone_component(name, first, last))
            times = [(wall_clock(at).isoformat(), int(at.timestamp())) for at in instants(name, first, last)]
            # Many names are of the same zone.
            asked.setdefault(
                calendar.replace(name, ""), json.dumps({"calendar": calendar, "zone": name, "times": times})
            )
    read = subprocess.run(
        ["node", "zones.mjs"], cwd=READERS, input="\n".join(asked.values()), capture_output=True, text=True, check=True
    )
    assert read.stdout.splitlines() == []
