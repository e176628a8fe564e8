"""The entries of all logs as one, in the order in which things happened."""

import datetime
import heapq
import json
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from typing import Any

from axes.models import AccessFailureLog, AccessLog
from django.db.models import Model, QuerySet
from wagtail.log_actions import registry

SIGNED_IN, SIGNED_OUT, FAILED = "Signed in", "Signed out", "Failed to sign in"


@dataclass(frozen=True)
class Entry:
    """Something that happened. Everything but the instant is text; what is not known is empty."""

    at: datetime.datetime
    event: str
    who: str
    what: str = ""
    address: str = ""
    browser: str = ""
    details: str = ""


#: The headings of a table with the fields of an ``Entry``.
HEADINGS = ("Time", "Event", "Who", "What", "Address", "Browser", "Details")


Instant = datetime.datetime | None


@dataclass(frozen=True)
class Source:
    """A table whose rows are entries, by the column with their instant."""

    model: type[Model]
    instant: str
    entry: Callable[[Any], Entry]

    def rows(
        self, since: datetime.datetime | None, until: datetime.datetime | None, newest_first: bool
    ) -> QuerySet[Any]:
        """Return the rows from ``since`` on and before ``until``, in order."""
        rows = self.model._default_manager.exclude(**{self.instant: None})
        if since is not None:
            rows = rows.filter(**{f"{self.instant}__gte": since})
        if until is not None:
            rows = rows.filter(**{f"{self.instant}__lt": until})
        if hasattr(self.model, "user"):
            rows = rows.select_related("user")
        sign = "-" if newest_first else ""
        return rows.order_by(f"{sign}{self.instant}", f"{sign}pk")


def sources() -> list[Source]:
    """Return where entries come from: the logs of Wagtail, and those of django-axes."""
    logs = [Source(model, "timestamp", _logged) for model in registry.get_log_entry_models()]
    return [
        *logs,
        Source(AccessLog, "attempt_time", _signed_in),
        Source(AccessLog, "logout_time", _signed_out),
        Source(AccessFailureLog, "attempt_time", _failed),
    ]


def entries(since: Instant = None, until: Instant = None, *, newest_first: bool = False) -> Iterator[Entry]:
    """Yield what happened from ``since`` on and before ``until``, without reading all of it into memory."""
    found = (map(source.entry, source.rows(since, until, newest_first).iterator(1000)) for source in sources())
    yield from heapq.merge(*found, key=lambda entry: entry.at, reverse=newest_first)


def as_row(entry: Entry) -> tuple[str, ...]:
    """Return an entry as cells; the instant is in UTC (ISO 8601)."""
    at, *rest = astuple(entry)
    return (at.astimezone(datetime.UTC).isoformat(timespec="seconds"), *rest)


def _logged(row: Any) -> Entry:
    who = row.user.get_username() if row.user else (f"account {row.user_id}" if row.user_id else "")
    details = json.dumps(row.data, ensure_ascii=False, default=str) if row.data else ""
    return Entry(row.timestamp, str(registry.get_action_label(row.action)), who, row.label, details=details)


def _signed_in(row: AccessLog) -> Entry:
    return Entry(row.attempt_time, SIGNED_IN, row.username or "", "", row.ip_address or "", row.user_agent)


def _signed_out(row: AccessLog) -> Entry:
    at: Any = row.logout_time
    return Entry(at, SIGNED_OUT, row.username or "", "", row.ip_address or "", row.user_agent)


def _failed(row: AccessFailureLog) -> Entry:
    details = "has to wait now" if row.locked_out else ""
    return Entry(row.attempt_time, FAILED, row.username or "", "", row.ip_address or "", row.user_agent, details)
