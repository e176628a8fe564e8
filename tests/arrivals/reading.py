"""Reads sources as the writer does."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from arrivals.records.event import ArrivingEvent
from arrivals.records.page import ArrivingPage
from arrivals.records.post import ArrivingPost
from arrivals.records.record import ArrivingRecord
from arrivals.records.remark import ArrivingRemark
from arrivals.sources.registry import sources
from arrivals.sources.source import ReadOptions
from pages.blocks.parts import Part
from pages.foreign_html.splitting import split_html

NEW_YORK = ZoneInfo("America/New_York")


def read(
    source: str, path: Path, *, zone: ZoneInfo = NEW_YORK, columns: Mapping[str, str] | None = None
) -> list[ArrivingRecord]:
    """Return all records of a file."""
    return list(sources()[source].read(path, ReadOptions(time_zone=zone, columns=columns or {})).records())


def read_post(path: Path) -> ArrivingPost:
    """Return the one post of a document, whose ending says what it is."""
    (source,) = (source for source in sources().values() if source.holds_one_page and path.suffix in source.suffixes)
    (post,) = (record for record in read(source.name, path) if isinstance(record, ArrivingPost))
    return post


def events_of(records: list[ArrivingRecord]) -> list[ArrivingEvent]:
    """Return the events among records."""
    return [record for record in records if isinstance(record, ArrivingEvent)]


def sentences(records: list[ArrivingRecord]) -> list[str]:
    """Return everything that a source says for the report."""
    return list(_sentences(records))


def _sentences(records: list[ArrivingRecord]) -> Iterator[str]:
    for record in records:
        yield from record.notes
        if isinstance(record, ArrivingRemark):
            yield record.sentence


def parts_of(page: ArrivingPage) -> list[Part]:
    """Return the parts of the text of a page."""
    return split_html(page.html, media=True)[0]
