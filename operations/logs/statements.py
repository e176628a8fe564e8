"""Counts the statements that a thread sends to the database, and logs those that take long."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)

#: As much of a statement as tells which one it is.
LONGEST = 1000


class _Counts(threading.local):
    number = 0
    seconds = 0.0


_counts = _Counts()


def statement_counts() -> tuple[int, float]:
    """Return how many statements this thread has sent so far, and how many seconds they took."""
    return _counts.number, _counts.seconds


def watch_statements(connection: Any, **_: Any) -> None:
    """Watch the statements of a connection. Receives the ``connection_created`` signal."""
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)


def _watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    started = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        seconds = time.perf_counter() - started
        _counts.number += 1
        _counts.seconds += seconds
        if settings.SLOW_STATEMENT_MILLISECONDS and seconds * 1000 >= settings.SLOW_STATEMENT_MILLISECONDS:
            # Without its parameters, which may be anything that was entered.
            milliseconds, text = round(seconds * 1000), " ".join(str(sql).split())[:LONGEST]
            logger.warning("Slow statement, %d ms: %s", milliseconds, text, extra={"milliseconds": milliseconds})
