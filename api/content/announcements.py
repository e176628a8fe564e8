"""The announcements of a site as the API serves them."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.dateparse import parse_datetime

from api.content.link import collect_link, link_value
from api.formats.datetimes import format_instant
from api.loading.related_objects import RelatedObjects
from api.tags.dependencies import depend_on_clock


def current_announcements(stored: Any, at: datetime.datetime) -> list[dict[str, Any]]:
    """Return the stored announcements that are shown at the instant ``at``."""
    values = list(_values(stored))
    for value in values:
        depend_on_clock(at, _instant(value.get("start")), _instant(value.get("until")))
    return [value for value in values if _is_current(value, at)]


def collect_announcements(current: list[dict[str, Any]], related: RelatedObjects) -> None:
    """Register what announcements link to, so that it is loaded."""
    for value in current:
        collect_link(value.get("link") or {}, related)


def announcement_values(current: list[dict[str, Any]], related: RelatedObjects) -> list[dict[str, Any]]:
    """Return the JSON of announcements. A link whose target is not public is ``None``."""
    return [
        {
            "text": str(value.get("text") or ""),
            "link": link_value(value.get("link") or {}, related),
            "until": format_instant(_instant(value.get("until"))),
        }
        for value in current
    ]


def _values(stored: Any) -> Iterator[dict[str, Any]]:
    for block in stored:
        if isinstance(block.get("value"), dict):
            yield block["value"]


def _is_current(value: dict[str, Any], at: datetime.datetime) -> bool:
    start, until = _instant(value.get("start")), _instant(value.get("until"))
    return (start is None or start <= at) and (until is None or at < until)


def _instant(text: str | None) -> datetime.datetime | None:
    moment = parse_datetime(text) if text else None
    return moment.replace(tzinfo=moment.tzinfo or datetime.UTC) if moment else None
