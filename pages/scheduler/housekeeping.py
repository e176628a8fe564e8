"""Periodic housekeeping, such as ending expired previews."""

import time

from django.dispatch import Signal

from pages.previews.purge import purge_previews

#: Seconds between two purges of previews. Each purge writes to the database, so it does not run every second.
PREVIEWS_EVERY = 60
#: Seconds between two ``hourly`` signals.
HOURLY = 3600

#: The scheduler sends these signals after every run and every hour, for applications that depend on this one.
ticked = Signal()
hourly = Signal()


class Housekeeping:
    """Runs the periodic tasks at their intervals, as long as ``tick`` is called often enough."""

    def __init__(self) -> None:
        self._done_at: dict[int, float] = {}

    def tick(self) -> None:
        """Run the tasks that are due. If the database fails, raise ``DatabaseError``; the task then stays due."""
        ticked.send(sender=Housekeeping)
        if self._is_due(PREVIEWS_EVERY):
            purge_previews()
            self._done_at[PREVIEWS_EVERY] = time.monotonic()
        if self._is_due(HOURLY):
            hourly.send(sender=Housekeeping)
            self._done_at[HOURLY] = time.monotonic()

    def _is_due(self, seconds: int) -> bool:
        return seconds not in self._done_at or time.monotonic() - self._done_at[seconds] >= seconds
