"""Remove from the logs what says nothing."""

import logging


class WithoutTraceback(logging.Filter):
    """Removes the traceback of what any client can cause, such as a Host that is not allowed: one line says it all."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Remove the traceback of the record, and keep the record."""
        record.exc_info = record.exc_text = None
        return True
