"""Opens tables: values that commas, semicolons or tabs separate (RFC 4180), in any usual encoding."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from arrivals.safety.text_files import read_text
from arrivals.sources.source import SourceError

LARGEST_TABLE = 50 * 1024**2
MOST_ROWS, MOST_COLUMNS = 100_000, 200
#: The longest value, in characters.
LONGEST_VALUE = 200_000
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Row:
    """A row: the line in which it begins, and its values, which may be fewer or more than the columns."""

    line: int
    values: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table with the names of its columns."""

    columns: tuple[str, ...]
    rows: list[Row]


def open_table(path: Path) -> Table:
    """Return a table. Raise ``SourceError``, with the line, if it is none, has no rows, or is too large."""
    text = read_text(path, LARGEST_TABLE)
    delimiter, text = _delimiter(text)
    rows = list(_rows(text, delimiter, path.name))
    if not rows:
        raise SourceError(f"{path.name} is empty.")
    header, *rest = rows
    columns = tuple(" ".join(name.split()) for name in header.values)
    if len(columns) > MOST_COLUMNS:
        raise SourceError(f"{path.name} has {len(columns)} columns. At most {MOST_COLUMNS} are read.")
    if len(rest) > MOST_ROWS:
        raise SourceError(f"{path.name} has {len(rest):,} rows. At most {MOST_ROWS:,} are read: divide it.")
    double = {name for name in columns if name and columns.count(name) > 1}
    if double:
        raise SourceError(f"{path.name} has two columns of the name “{sorted(double)[0]}”. Rename one of them.")
    if not rest:
        raise SourceError(f"{path.name} has no rows below the names of its columns.")
    return Table(columns, rest)


def _rows(text: str, delimiter: str, name: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=False)
    before = csv.field_size_limit(LONGEST_VALUE)
    line = 1
    try:
        for values in reader:
            if any(value.strip() for value in values):
                yield Row(line, [value.strip() for value in values])
            line = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"{name} is damaged in line {line}: {error}.") from error
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str) -> tuple[str, str]:
    """Return what separates the values, and the text without the line by which Excel is told so."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], rest
    counts = {delimiter: _outside_quotes(text.lstrip(), delimiter) for delimiter in _DELIMITERS}
    return max(_DELIMITERS, key=lambda delimiter: counts[delimiter]), text


def _outside_quotes(text: str, delimiter: str) -> int:
    """Return how often a sign stands in the first row outside of quotation marks."""
    count, quoted = 0, False
    for sign in text[:20_000]:
        if sign == '"':
            quoted = not quoted
        elif sign == "\n" and not quoted:
            return count
        elif sign == delimiter and not quoted:
            count += 1
    return count
