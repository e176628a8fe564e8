"""The logs never contain preview tokens, and no traceback of what any client can cause."""

import logging

import pytest
from django.test import Client

from cms.logging import RedactTokens


def test_tokens_do_not_stay_in_the_logs() -> None:
    record = logging.LogRecord(
        "gunicorn.access", logging.INFO, "", 0, '"GET %s HTTP/1.1"', ("/preview?mode=&token=secret&x=1",), None
    )
    assert RedactTokens().filter(record)
    assert record.getMessage() == '"GET /preview?mode=&token=[redacted]&x=1 HTTP/1.1"'
    plain = logging.LogRecord("x", logging.INFO, "", 0, "%d of %s", (1, "two"), None)
    RedactTokens().filter(plain)
    assert plain.getMessage() == "1 of two"


def test_a_host_that_is_not_allowed_is_one_line_in_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    for path in ("/api/v2/", "/admin/login/"):
        caplog.clear()
        assert client.get(path, headers={"host": "evil.example.net"}).status_code == 400
        assert any("evil.example.net" in record.getMessage() for record in caplog.records)
        assert [record for record in caplog.records if record.exc_info] == []
