"""While a service is down, the log says so once a minute, and does not drown."""

import contextvars
import io
import json
import logging
import smtplib
import sqlite3
from collections.abc import Callable
from importlib import import_module

import pytest
import redis
from django.db import OperationalError, ProgrammingError

from operations.logs.formatters import JsonFormatter, LineFormatter
from operations.logs.outages import OutageFilter, is_outage


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def of_sqlite(statement: str) -> Exception:
    with sqlite3.connect(":memory:") as connection, pytest.raises(sqlite3.OperationalError) as failure:
        connection.execute(statement)
    return caused(OperationalError(str(failure.value)), failure.value)


OUTAGES = [
    OperationalError("connection refused"),
    ConnectionResetError("reset by peer"),
    OSError(28, "No space left on device"),
    TimeoutError("timed out"),
    smtplib.SMTPServerDisconnected("gone"),
    redis.exceptions.ConnectionError("refused"),
    import_module("botocore.exceptions").EndpointConnectionError(endpoint_url="https://bucket.example.org"),
    of_sqlite("ATTACH '/nowhere/at/all' AS x"),
]
FAULTS = [
    KeyError("x"),
    FileNotFoundError(2, "No such file"),
    ProgrammingError("x"),
    of_sqlite("SELECT * FROM nothing"),
]


@pytest.mark.parametrize("error", OUTAGES, ids=repr)
def test_an_outage_is_none_of_the_code(error: Exception) -> None:
    assert is_outage(error)


@pytest.mark.parametrize("error", FAULTS, ids=repr)
def test_a_fault_of_the_code_is_no_outage(error: Exception) -> None:
    assert not is_outage(error)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Callable[[logging.Formatter, list[tuple[float, Exception]]], str]:
    def written(formatter: logging.Formatter, failures: list[tuple[float, Exception]]) -> str:
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.setFormatter(formatter)
        handler.addFilter(OutageFilter())
        for at, error in failures:
            monkeypatch.setattr("operations.logs.outages.time.monotonic", lambda at=at: at)
            try:
                raise error
            except Exception as raised:
                information = (type(raised), raised, raised.__traceback__)
            record = logging.LogRecord("cms", logging.ERROR, "", 0, "It failed.", None, information)
            # Without the id of a request of another test.
            contextvars.Context().run(handler.handle, record)
        return stream.getvalue()

    return written


def test_one_line_a_minute_for_each_kind(lines: Callable[..., str]) -> None:
    refused, reset = OperationalError("connection\nrefused"), ConnectionResetError("reset")
    failures = [(0.0, refused), (1.0, refused), (2.0, reset), (59.0, refused), (61.0, refused), (62.0, refused)]
    assert lines(LineFormatter("{message}", style="{"), failures).splitlines() == [
        "It failed. OperationalError: connection refused",
        "It failed. ConnectionResetError: reset",
        "It failed. OperationalError: connection refused (2 more since the last line)",
    ]


def test_responses_and_what_is_marked_are_outages_too() -> None:
    passed = OutageFilter().filter
    for extra in ({"status_code": 503}, {"outage": "database"}, {"outage": "storage"}):
        record = logging.makeLogRecord({"name": "cms", "msg": "It failed.", **extra})
        assert [passed(record), passed(record)] == [True, False], extra
    record = logging.makeLogRecord({"name": "cms", "msg": "It failed.", "status_code": 500})
    assert passed(record) and passed(record)


def test_the_same_in_json(lines: Callable[..., str]) -> None:
    (line,) = lines(JsonFormatter(), [(0.0, TimeoutError("x")), (1.0, TimeoutError("x"))]).splitlines()
    found = json.loads(line)
    assert (found["message"], "traceback" in found) == ("It failed. TimeoutError: x", False)


def test_faults_keep_their_tracebacks(lines: Callable[..., str]) -> None:
    text = lines(LineFormatter("{message}", style="{"), [(0.0, KeyError("x")), (1.0, KeyError("x"))])
    assert text.count("Traceback (most recent call last)") == 2
