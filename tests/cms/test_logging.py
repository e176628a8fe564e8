"""The logs never contain preview tokens."""

import logging

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
