"""Reads what Substack exports: a ZIP file with a table of posts, and an HTML file for each."""

import csv
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from arrivals.records.page import Publicity
from arrivals.records.post import ArrivingPost
from arrivals.records.record import ArrivingRecord
from arrivals.records.remark import ArrivingRemark
from arrivals.safety.archives import Archive
from arrivals.safety.text_files import LARGEST_TEXT, decode
from arrivals.sources.source import ReadOptions, Source, SourceError

_TABLE = "posts.csv"
_LARGEST_TABLE = 50 * 1024**2
_OTHER_KINDS = frozenset({"podcast", "thread", "video"})


@dataclass(frozen=True)
class SubstackReader:
    """Reads one export."""

    path: Path
    folder: str
    options: ReadOptions
    #: The export does not say of which publication it is; the identifiers of posts are Substack's own.
    origin: str = "substack"

    def records(self) -> Iterator[ArrivingRecord]:
        """Yield the posts in the order of the table, and what is not taken over."""
        with Archive(self.path) as archive:
            table = decode(archive.read(f"{self.folder}{_TABLE}", _LARGEST_TABLE), _TABLE)
            try:
                for row in csv.DictReader(StringIO(table, newline="")):
                    if identifier := str(row.get("post_id") or "").strip():
                        yield self._post(archive, identifier, row)
            except csv.Error as error:
                raise SourceError(f"{_TABLE} in {self.path.name} is damaged: {error}.") from error
            lists = [name for name in archive.names if "email_list" in name or "/subscribers" in name]
        if lists:
            yield ArrivingRemark(key="remark:subscribers", sentence="The list of subscribers is not taken over.")

    def _post(self, archive: Archive, identifier: str, row: Mapping[str, str | None]) -> ArrivingPost:
        notes: list[str] = []
        member = f"{self.folder}posts/{identifier}.html"
        html = ""
        if member in archive:
            html = decode(archive.read(member, LARGEST_TEXT), member)
        else:
            notes.append("Its text is not in the export.")
        number, _, slug = identifier.partition(".")
        published = _instant(row.get("post_date"))
        if (kind := _text(row, "type")) in _OTHER_KINDS:
            notes.append(f"It is a {kind}, of which only the text is taken over.")
        return ArrivingPost(
            key=f"post:{number}",
            title=_text(row, "title") or "Untitled",
            subtitle=_text(row, "subtitle"),
            slug=slug,
            html=html,
            old_addresses=(f"/p/{slug}",) if slug else (),
            publicity=_publicity(row, notes),
            published_at=published,
            published_on=published.astimezone(self.options.time_zone).date() if published is not None else None,
            notes=(*notes, "Substack's export does not say who wrote it. Enter the authors."),
        )


def read_substack(path: Path, options: ReadOptions) -> SubstackReader:
    """Return what reads an export. Raise ``SourceError`` if it is none, as ``Archive`` does."""
    with Archive(path) as archive:
        tables = [name for name in archive.names if name == _TABLE or name.endswith(f"/{_TABLE}")]
    if len(tables) != 1:
        raise SourceError(f"{path.name} is no export of Substack: it has no {_TABLE}.")
    return SubstackReader(path, tables[0].removesuffix(_TABLE), options)


def _publicity(row: Mapping[str, str | None], notes: list[str]) -> Publicity:
    audience = _text(row, "audience")
    if audience and audience != "everyone":
        notes.append("Only some subscribers can read it.")
        return Publicity.RESTRICTED
    return Publicity.PUBLIC if _text(row, "is_published").lower() == "true" else Publicity.DRAFT


def _text(row: Mapping[str, str | None], name: str) -> str:
    return " ".join(str(row.get(name) or "").split())


def _instant(value: str | None) -> datetime.datetime | None:
    try:
        found = datetime.datetime.fromisoformat((value or "").strip())
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=datetime.UTC)


SUBSTACK = Source(name="substack", label="Substack (ZIP)", suffixes=(".zip",), read=read_substack)
