"""A kind of source, and what reads one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from arrivals.records.record import ArrivingRecord


class SourceError(Exception):
    """A source cannot be read. The message is a sentence for whoever chose it."""


@dataclass(frozen=True, kw_only=True)
class ReadOptions:
    """What a file does not say of itself. ``columns`` maps columns to fields, for sources whose files need that."""

    time_zone: ZoneInfo
    columns: Mapping[str, str] = field(default_factory=dict)


class Reader(Protocol):
    """Reads one source.

    ``origin`` is where its records come from, such as the address of the old site: it is the same in a later export,
    and different for another site of the same kind.
    """

    @property
    def origin(self) -> str: ...

    def records(self) -> Iterator[ArrivingRecord]:
        """Yield all records, each time from the beginning, in bounded memory.

        A record comes after those that it refers to by key; links in texts may lead to any. Raise ``SourceError``.
        """


@dataclass(frozen=True, kw_only=True)
class Source:
    """A system or format. ``name`` identifies it, ``label`` is what people call it.

    ``suffixes`` are those of its files, in lower case with a dot. ``other_suffixes`` are those of files that people
    take for such ones, each with a sentence that says what to do with them. ``read`` takes the path of a file with one
    of the ``suffixes``, and raises ``SourceError`` if it is not one. ``holds_one_page`` is whether a file is one
    document.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, ReadOptions], Reader]
    holds_one_page: bool = False
    other_suffixes: Mapping[str, str] = field(default_factory=dict)
