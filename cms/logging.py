"""Remove secrets from the logs."""

import logging
import re

_TOKEN = re.compile(r"([?&]token=)[^&\s\"']+")


class WithoutTraceback(logging.Filter):
    """Removes the traceback of what any client can cause, such as a Host that is not allowed: one line says it all."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Remove the traceback of the record, and keep the record."""
        record.exc_info = record.exc_text = None
        return True


class RedactTokens(logging.Filter):
    """Removes preview tokens from logged URLs: anyone who has a token can read the draft."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact any token in the record, and keep the record."""
        message = record.getMessage()
        if "token=" in message:
            record.msg, record.args = _TOKEN.sub(r"\1[redacted]", message), ()
        return True
