"""The audit log as a CSV file that is safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from accounts.audit_log.entries import HEADINGS, Entry, as_row
from pages.editor.exports import safe_cell


def csv_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the lines of the file, the headings first. No cell is a formula: anybody can fail to sign in as one."""
    yield _line(HEADINGS)
    for entry in entries:
        yield _line(as_row(entry))


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerow([safe_cell(cell) for cell in cells])
    return written.getvalue()
