"""Keeps the log readable while a service is down: each kind of failure one line a minute, without its traceback."""

import logging
import smtplib
import threading
import time

from pages.editor.unavailable import is_unavailable

#: Seconds between two lines about the same failure.
QUIET = 60.0
#: What a record is about that is no fault of the code: a class of exceptions, or the status of a response.
Kind = tuple[str, object]


def is_outage(error: BaseException) -> bool:
    """Tell whether an exception says that a service or the disk failed, and not the code."""
    return is_unavailable(error) or isinstance(error, smtplib.SMTPException)


def kind_of(record: logging.LogRecord) -> Kind | None:
    """Return what outage a record is about, or ``None``.

    Besides exceptions, these are responses with status 503, which Django logs, and whatever is logged with the name of
    a service as ``outage`` in ``extra``.
    """
    error = _outage(record)
    if error is not None:
        return record.name, type(error)
    if getattr(record, "status_code", None) == 503:
        return record.name, 503
    return (record.name, record.outage) if hasattr(record, "outage") else None


def _outage(record: logging.LogRecord) -> BaseException | None:
    error = record.exc_info[1] if record.exc_info else None
    return error if error is not None and is_outage(error) else None


class OutageFilter(logging.Filter):
    """Lets one record of each kind of outage pass in a minute, for each process.

    What passes next says how many were left out.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        #: When a record of each kind has passed, and how many were left out since.
        self._passed: dict[Kind, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record is to be written."""
        kind, now = kind_of(record), time.monotonic()
        if kind is None:
            return True
        with self._lock:
            last, left_out = self._passed.get(kind, (None, 0))
            if last is not None and now - last < QUIET:
                self._passed[kind] = (last, left_out + 1)
                return False
            self._passed[kind] = (now, 0)
        if left_out:
            record.left_out = left_out
        return True


def in_one_line(record: logging.LogRecord) -> logging.LogRecord:
    """Return a record of an outage with the reason in place of the traceback, and any other record as it is."""
    error, left_out = _outage(record), getattr(record, "left_out", 0)
    if error is None and not left_out:
        return record
    reason = f" {type(error).__name__}: {' '.join(str(error).split())}" if error else ""
    more = f" ({left_out} more since the last line)" if left_out else ""
    changes = {"msg": "%s%s%s", "args": (record.getMessage(), reason, more), "exc_info": None, "exc_text": None}
    return logging.makeLogRecord({**vars(record), **changes})
