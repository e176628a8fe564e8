"""Remove secrets from the logs."""

import logging
import re

_TOKEN = re.compile(r"([?&]token=)[^&\s\"']+")


class RedactTokens(logging.Filter):
    """Removes preview tokens from logged URLs: anyone who has a token can read the draft."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact any token in the record, and keep the record."""
        message = record.getMessage()
        if "token=" in message:
            record.msg, record.args = _TOKEN.sub(r"\1[redacted]", message), ()
        return True
