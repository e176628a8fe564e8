"""Reads tables of people, organizations and events."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from arrivals.contents.keys import digest
from arrivals.records.record import ArrivingRecord
from arrivals.records.remark import ArrivingRemark
from arrivals.sources.source import ReadOptions, SourceError
from arrivals.tables.columns import Fields, Mapped, map_columns
from arrivals.tables.table_file import Table, open_table
from arrivals.tables.values import Values

#: Yields the records of a row, the one that the row is about last; nothing if the row does not say enough.
RowReader = Callable[[Values, ReadOptions], Iterator[ArrivingRecord]]


@dataclass(frozen=True)
class Kind:
    """What the rows of a table are: their fields, one of which at least must be there, and what reads a row."""

    name: str
    fields: Fields
    needed: tuple[str, ...]
    read_row: RowReader


@dataclass(frozen=True)
class TableReader:
    """Reads a table. Its origin is the name of its file without dates and numbers."""

    path: Path
    kind: Kind
    table: Table
    mapped: Mapped
    options: ReadOptions

    @property
    def origin(self) -> str:
        """Where the rows come from."""
        return f"{self.kind.name}:{re.sub(r'[^a-z]+', '-', self.path.stem.casefold()).strip('-')[:200]}"

    def records(self) -> Iterator[ArrivingRecord]:
        """Yield what the rows say. Keys that several rows share are told apart by their order."""
        if self.mapped.unread:
            sentence = f"These columns are not taken over: {', '.join(self.mapped.unread)[:500]}."
            yield ArrivingRemark(key="remark:columns", sentence=sentence)
        seen: Counter[str] = Counter()
        shared: set[str] = set()
        for row in self.table.rows:
            values = Values(row, self.mapped, self.table.columns)
            found = list(self.kind.read_row(values, self.options))
            for other in found[:-1]:
                if other.key not in shared:
                    shared.add(other.key)
                    yield other
            if not found:
                said = ", ".join(value for value in row.values if value)[:200]
                sentence = f"Row {row.line} is not taken over, since it does not say {self._needed()}: {said}."
                yield ArrivingRemark(key=f"remark:row:{row.line}", sentence=sentence)
                continue
            yield self._told_apart(found[-1], values, seen)

    def _told_apart(self, record: ArrivingRecord, values: Values, seen: Counter[str]) -> ArrivingRecord:
        notes = tuple(values.notes)
        seen[record.key] += 1
        if (count := seen[record.key]) == 1:
            return replace(record, notes=(*record.notes, *notes))
        note = f"Row {values.line} says the same as a row before it. Both are taken over: delete one of them."
        return replace(record, key=f"{record.key}:{count}", notes=(*record.notes, *notes, note))

    def _needed(self) -> str:
        return " or ".join(field.replace("_", " ") for field in self.kind.needed)


def read_table(kind: Kind) -> Callable[[Path, ReadOptions], TableReader]:
    """Return what reads tables of a kind."""

    def read(path: Path, options: ReadOptions) -> TableReader:
        table = open_table(path)
        mapped = map_columns(table.columns, kind.fields, options.columns, path.name)
        if not any(field in mapped.places for field in kind.needed):
            raise SourceError(
                f"{path.name} has no column for {' or '.join(kind.needed)}. "
                f"It has: {', '.join(filter(None, table.columns))[:300]}. Say which one it is."
            )
        return TableReader(path, kind, table, mapped, options)

    return read


def row_key(kind: str, values: Values, *names: str) -> str:
    """Return the key of a row: by its identifier, or else by what it is called."""
    identifier = values.text("id")
    return f"{kind}:id:{digest(identifier)}" if identifier else f"{kind}:{digest(*names)}"
