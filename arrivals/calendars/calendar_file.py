"""Opens calendars in the iCalendar format (RFC 5545)."""

import re
import warnings
from pathlib import Path

from icalendar import Calendar, Component
from icalendar.prop import vBroken

from arrivals.safety.text_files import read_text
from arrivals.sources.source import SourceError

LARGEST_CALENDAR = 50 * 1024**2
MOST_COMPONENTS = 50_000
#: No calendar nests its components deeper: an alarm in an event in a calendar.
DEEPEST = 8
#: The properties of which a component may have several (RFC 5545, 3.6.1; RFC 7986).
_SEVERAL = frozenset(
    {"ATTACH", "ATTENDEE", "CATEGORIES", "COMMENT", "CONFERENCE", "CONTACT", "EXDATE", "IMAGE", "RDATE", "RELATED-TO"}
    | {"REQUEST-STATUS", "RESOURCES", "RRULE", "STYLED-DESCRIPTION", "X-ALT-DESC"}
)
_LINE = re.compile(r"^[A-Za-z0-9-]+(;[^:]*(\"[^\"]*\"[^:]*)*)?:", re.DOTALL)


def open_calendar(path: Path) -> list[Calendar]:
    """Return the calendars in a file: usually one.

    Raise ``SourceError``, with the number of the line if there is one, if the file is none, is broken or too large.
    Properties that cannot be read are not there, and each is there as often as it may be; the ``errors`` of their
    component name the others.
    """
    text = read_text(path, LARGEST_CALENDAR)
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise SourceError(f"{path.name} is not a calendar: its first line is not BEGIN:VCALENDAR.")
    _check_lines(text, path.name)
    try:
        # Names of zones with a prefix make it warn.
        with warnings.catch_warnings(action="ignore"):
            calendars = Calendar.from_ical(text.lstrip(), multiple=True)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise SourceError(f"{path.name} is damaged: {error}.") from error
    for calendar in calendars:
        for component in calendar.walk():
            _take_out_broken(component)
    return [calendar for calendar in calendars if isinstance(calendar, Calendar)]


def _take_out_broken(component: Component) -> None:
    """Remove the properties that cannot be read, and all but the first of those of which there is one only.

    ``component.errors`` names them.
    """
    for name, value in list(component.items()):
        values = value if isinstance(value, list) else [value]
        kept = [item for item in values if not isinstance(item, vBroken)]
        if not kept:
            del component[name]
        elif isinstance(value, list) and name not in _SEVERAL:
            component[name] = kept[0]
            component.errors.append((name, "It is there more than once."))
        elif len(kept) < len(values):
            component[name] = kept


def _check_lines(text: str, name: str) -> None:
    """Raise ``SourceError`` if components do not begin and end in pairs, or a line outside events is none."""
    opened: list[tuple[str, int]] = []
    components = 0
    for number, line in enumerate(text.split("\n"), 1):
        kind, _, component = line.strip().upper().partition(":")
        if kind == "BEGIN":
            components += 1
            opened.append((component, number))
        elif kind == "END":
            if not opened or opened.pop()[0] != component:
                raise SourceError(f"{name} is damaged in line {number}: a component ends that did not begin there.")
        elif line[:1] not in (" ", "\t", "") and len(opened) < 2 and not _LINE.match(line):
            raise SourceError(f"{name} is damaged in line {number}, which is no line of a calendar: “{line[:80]}”.")
        if components > MOST_COMPONENTS or len(opened) > DEEPEST:
            raise SourceError(f"{name} has more than {MOST_COMPONENTS:,} entries, or nests them too deep.")
    if opened:
        component, number = opened[-1]
        raise SourceError(f"{name} is not complete: {component}, which begins in line {number}, does not end.")
