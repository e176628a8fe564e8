"""The base class of what is stored: what it depends on, and whether it is fresh."""

import datetime
from dataclasses import dataclass

from api.models import TagSequence
from api.stored_responses.log_position import LogPosition

#: How long a stored response is served unchecked while the database is down.
LONGEST_UNCHECKED = datetime.timedelta(hours=24)


@dataclass(kw_only=True)
class Stored:
    """A response or count that was built from content."""

    #: Everything that it depends on; ``until`` is the first instant at which time changes it.
    tags: frozenset[str]
    until: datetime.datetime | None
    #: The log up to this sequence has touched none of the tags. ``checked_at`` is when that was checked;
    #: ``next_transition_at`` is the next instant, as of then, at which anything goes live or expires.
    sequence: int
    checked_at: datetime.datetime
    next_transition_at: datetime.datetime | None
    #: The next one at which anything expires.
    next_expiry_at: datetime.datetime | None

    @property
    def size(self) -> int:
        """The approximate number of bytes in memory."""
        return 100 * len(self.tags) + 500

    def is_fresh(self, position: LogPosition, at: datetime.datetime) -> bool:
        """Return whether it is still what would be built at the instant ``at`` with the log at ``position``.

        Sends a query only if the log has grown since the last check. While an expired page has not been unpublished
        yet, only what was built or checked after its expiry is fresh: it hides the page by the clock.
        """
        expired = position.expired_at is not None and self.checked_at < position.expired_at
        if expired or (self.until is not None and self.until <= at) or self.sequence > position.sequence:
            return False
        # What was touched since then is unknown, as after a backup was restored.
        if self.sequence < position.compacted:
            return False
        if self.sequence < position.sequence:
            touched = TagSequence.objects.filter(tag__in=self.tags, sequence__gt=self.sequence)
            if touched.exists():
                return False
        self.sequence, self.checked_at = position.sequence, at
        self.next_transition_at, self.next_expiry_at = position.next_transition_at, position.next_expiry_at
        return True

    def is_acceptable_unchecked(self, at: datetime.datetime) -> bool:
        """Return whether it may be served at the instant ``at`` while the database is down.

        What expires is hidden by the clock, from then on and wherever it is shown or counted. Nothing goes live without
        the database.
        """
        ends = (self.checked_at + LONGEST_UNCHECKED, self.until, self.next_expiry_at)
        return all(end is None or at < end for end in ends)
