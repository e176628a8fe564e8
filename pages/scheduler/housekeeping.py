"""What has to be cleared away now and then, and need not be at once."""

import time

from django.dispatch import Signal

from pages.previews.purge import purge_previews

#: Seconds between two looks for previews that are over: a write each, which the database need not do every second.
PREVIEWS_EVERY = 60
#: Seconds between two sendings of ``hourly``.
HOURLY = 3600

#: Sent by the ticker, after each look for what is due and every hour, for the applications that know this one.
ticked = Signal()
hourly = Signal()


class Housekeeping:
    """Does what is to be done every so often, when it is asked often enough."""

    def __init__(self) -> None:
        self._done_at: dict[int, float] = {}

    def tick(self) -> None:
        """Do what is due. Raises ``DatabaseError`` when the database fails; then it stays due."""
        ticked.send(sender=Housekeeping)
        if self._is_due(PREVIEWS_EVERY):
            purge_previews()
            self._done_at[PREVIEWS_EVERY] = time.monotonic()
        if self._is_due(HOURLY):
            hourly.send(sender=Housekeeping)
            self._done_at[HOURLY] = time.monotonic()

    def _is_due(self, seconds: int) -> bool:
        return seconds not in self._done_at or time.monotonic() - self._done_at[seconds] >= seconds
