"""Reads exports that tests write."""

from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from arrivals.records.record import ArrivingRecord
from arrivals.sources.source import ReadOptions
from arrivals.wordpress.reader import read_export
from pages.blocks.parts import Part
from pages.foreign_html.splitting import split_html
from tests.arrivals.wordpress_xml import export, item

NEW_YORK = ReadOptions(time_zone=ZoneInfo("America/New_York"))
Record = TypeVar("Record", bound=ArrivingRecord)


class Records(list[ArrivingRecord]):
    """The records of an export."""

    def of(self, kind: type[Record]) -> list[Record]:
        return [record for record in self if isinstance(record, kind)]

    def one(self, kind: type[Record], key: str = "") -> Record:
        """Return the only record of a kind, or the one with a key."""
        (found,) = [record for record in self.of(kind) if not key or record.key == key]
        return found


def records_of(folder: Path, *elements: str, version: str = "1.2", options: ReadOptions = NEW_YORK) -> Records:
    """Return the records of an export that consists of elements."""
    path = folder / "export.xml"
    path.write_text(export(*elements, version=version), encoding="utf-8")
    return Records(read_export(path, options).records())


def page_of(folder: Path, kind: type[Record], content: str = "", *others: str, **fields: Any) -> Record:
    """Return the record of the post with the ID 17 and a text, beside which the export has other elements."""
    return next(
        record for record in records_of(folder, *others, item(17, content, **fields)).of(kind) if "17" in record.key
    )


def parts_of(html: str) -> list[Part]:
    return split_html(html, media=True)[0]
