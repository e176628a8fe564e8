"""An entry of the editors' calendar."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from pages.fields.written_dates import date_in_words, time_in_words


class Kind(StrEnum):
    """What happens at the time of an entry."""

    EVENT = "event"
    GO_LIVE = "go_live"
    EXPIRY = "expiry"


#: What the kinds are called, in the order in which the calendar offers them.
KIND_LABELS = {
    Kind.EVENT: "Events",
    Kind.GO_LIVE: "Scheduled to be published",
    Kind.EXPIRY: "Expiring",
}


@dataclass(frozen=True)
class Span:
    """The time that a calendar shows: from the first to the last day, both included, in a time zone."""

    first: datetime.date
    last: datetime.date
    zone: ZoneInfo

    @property
    def start(self) -> datetime.datetime:
        """The instant at which the first day begins."""
        return datetime.datetime.combine(self.first, datetime.time(), self.zone)

    @property
    def end(self) -> datetime.datetime:
        """The instant at which the last day is over."""
        return datetime.datetime.combine(self.last + datetime.timedelta(days=1), datetime.time(), self.zone)


@dataclass(frozen=True)
class Entry:
    """Something that happens at a time, with the path of its form; the days are those in the calendar's time zone.

    ``starts_at`` is in that zone, and ``None`` for whole days. ``source`` is the page or record.
    """

    kind: Kind
    title: str
    edit_url: str
    first: datetime.date
    last: datetime.date
    starts_at: datetime.datetime | None = None
    #: What is out of the ordinary, such as “Draft” or “Canceled”.
    notes: tuple[str, ...] = ()
    source: Any = field(default=None, compare=False)

    @property
    def time(self) -> str:
        """When it begins, in words; empty for whole days."""
        return time_in_words(self.starts_at) if self.starts_at else ""

    @property
    def until(self) -> str:
        """The last day in words, if it is another than the first."""
        return date_in_words(self.last) if self.last > self.first else ""

    @property
    def order(self) -> tuple[Any, ...]:
        """The place of the entry among others: by day, then whole days, then by time."""
        return (self.first, self.starts_at is not None, self.starts_at and self.starts_at.timestamp(), self.title)

    @property
    def label(self) -> str:
        """What the kind is called beside an entry; empty for events, which need no explanation."""
        return {Kind.GO_LIVE: "Goes live", Kind.EXPIRY: "Expires"}.get(self.kind, "")


def at_instant(kind: Kind, source: Any, title: str, edit_url: str, at: datetime.datetime, zone: ZoneInfo) -> Entry:
    """Return an entry for something that happens at one instant."""
    local = at.astimezone(zone)
    return Entry(kind, title, edit_url, local.date(), local.date(), local, source=source)
