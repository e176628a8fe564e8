"""How long to wait after failures, and how often to tell of them."""

import time

#: Seconds between two reports of a failure that lasts.
QUIET = 60.0
#: Every pause has become the longest before so many failures; beyond a thousand, the power is no number any more.
_MOST_DOUBLINGS = 32


class Backoff:
    """Failures in a row of something that is tried again and again: in an outage, for days."""

    def __init__(self, seconds: float, longest: float) -> None:
        """Wait twice ``seconds`` after the first failure, twice as long after each further one, at most ``longest``."""
        self._seconds, self._longest = seconds, longest
        self._failures = 0
        self._reported_at: float | None = None

    def fail(self) -> float:
        """Count a failure, and return the seconds to wait before the next try."""
        self._failures = min(self._failures + 1, _MOST_DOUBLINGS)
        return min(self._seconds * 2**self._failures, self._longest)

    def is_to_be_reported(self) -> bool:
        """Return whether a failure is worth a line in the log: the first one is, and then one a minute."""
        now = time.monotonic()
        if self._reported_at is not None and now - self._reported_at < QUIET:
            return False
        self._reported_at = now
        return True

    def succeed(self) -> bool:
        """Forget the failures, and return whether there were any."""
        had_failed, self._failures, self._reported_at = self._failures > 0, 0, None
        return had_failed
