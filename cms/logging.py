"""What must not stay in the logs."""

import logging
import re

_TOKEN = re.compile(r"([?&]token=)[^&\s\"']+")


class RedactTokens(logging.Filter):
    """Takes the tokens of previews out of addresses: whoever holds one can read a draft."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record where it names a token, and keep it."""
        message = record.getMessage()
        if "token=" in message:
            record.msg, record.args = _TOKEN.sub(r"\1[redacted]", message), ()
        return True
