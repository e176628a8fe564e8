"""Lines of the log for people, and for programs."""

import datetime
import logging
from typing import Any

import orjson

from api.requests.request_id import current_request_id
from operations.logs.outages import in_one_line
from operations.logs.redaction import redact

#: What every record has; the rest was given by whoever logged it.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "server_time"}


class LineFormatter(logging.Formatter):
    """One line for people, with the id of the request at its end, and without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the traceback below it if there is one."""
        line, newline, traceback = super().format(in_one_line(record)).partition("\n")
        identifier = current_request_id()
        return redact(f"{line} [{identifier}]{newline}{traceback}" if identifier else line + newline + traceback)


class JsonFormatter(logging.Formatter):
    """One JSON object on one line: ``time`` (UTC), ``level``, ``logger``, ``message``, ``request_id``, and additions.

    What a caller passes as ``extra`` is added under its own name, as text, and a traceback as ``traceback``. Nothing
    has secrets.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record = in_one_line(record)
        found: dict[str, Any] = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
        }
        if identifier := current_request_id():
            found["request_id"] = identifier
        if record.exc_info or record.exc_text:
            found["traceback"] = redact(record.exc_text or self.formatException(record.exc_info or (None, None, None)))
        for name, value in vars(record).items():
            if name not in _USUAL and name not in found:
                is_plain = isinstance(value, int | float | bool) or value is None
                # By its name it may be a secret.
                found[name] = value if is_plain else redact(f"{name}={value}").removeprefix(f"{name}=")
        return orjson.dumps(found, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
