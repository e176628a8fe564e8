"""Rows that hold what no form would have let pass: each costs itself, and is logged once.

Imports, statements by hand and older versions of the software may leave anything in the database. What cannot be read
is left out, or mended as it is read, and whoever runs the site finds the row in the log.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache
from django.db import DatabaseError, InterfaceError
from django.db.models import Model

logger = logging.getLogger(__name__)

Row = TypeVar("Row", bound=Model)
Built = TypeVar("Built")

#: What this process has logged. A bound, because there may be as many bad rows as rows.
_reported: LRUCache[tuple[str, Any, str], bool] = LRUCache(10_000)
_lock = Lock()


def report_bad_row(row: Model, problem: str) -> None:
    """Log what is wrong with a row, with its model and primary key, in one line and once for each process."""
    key = (row._meta.label, row.pk, problem)
    with _lock:
        if key in _reported:
            return
        _reported[key] = True
    logger.warning("%s %s: %s.", *key)


def each_by_itself(rows: Iterable[Row], build: Callable[[Row], Built]) -> Iterator[tuple[Row, Built]]:
    """Yield each row with what ``build`` returns for it, without the rows for which it fails.

    A failure of the database is raised, because it is no fault of a row.
    """
    for row in rows:
        try:
            built = build(row)
        except (DatabaseError, InterfaceError):
            raise
        except Exception as error:
            report_bad_row(row, f"left out, {type(error).__name__}: {' '.join(str(error).split())[:200]}")
            logger.debug("This is where.", exc_info=True)
            continue
        yield row, built
