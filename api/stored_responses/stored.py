"""The base class of what is stored: what it depends on, and whether it is fresh."""

import datetime
from dataclasses import dataclass
from typing import Any

from api.stored_responses.log_position import LogPosition
from api.stored_responses.touched import touched_after

#: How long a stored response is served unchecked while the database is down.
LONGEST_UNCHECKED = datetime.timedelta(hours=24)


def checked(position: LogPosition, at: datetime.datetime) -> dict[str, Any]:
    """Return the fields of something stored that was built or found fresh at ``at`` with the log at ``position``."""
    return {
        "sequence": position.sequence,
        "checked_at": at,
        "next_transition_at": position.next_transition_at,
        "next_expiry_at": position.next_expiry_at,
    }


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
        if not self.may_be_fresh(position, at):
            return False
        if self.sequence < position.sequence and touched_after(self.sequence, self.tags):
            return False
        self.stamp(position, at)
        return True

    def may_be_fresh(self, position: LogPosition, at: datetime.datetime) -> bool:
        """Return whether it is fresh unless the log has touched one of its tags; that is not asked."""
        expired = position.expired_at is not None and self.checked_at < position.expired_at
        is_over = self.until is not None and self.until <= at
        # What was touched before the log was compacted, or began anew after a backup was restored, is unknown.
        is_known = position.compacted <= self.sequence <= position.sequence
        return is_known and not expired and not is_over

    def is_ahead(self, position: LogPosition, at: datetime.datetime, longest: float) -> bool:
        """Return whether it is newer than a replica that lags by at most ``longest`` seconds, and as right.

        Another replica, or the primary, has built or checked it. The clock may end it in ways that this one has not
        heard of yet.
        """
        is_recent = at - self.checked_at < datetime.timedelta(seconds=longest)
        return self.sequence > position.sequence and is_recent and self.is_acceptable_unchecked(at)

    def stamp(self, position: LogPosition, at: datetime.datetime) -> None:
        """Note that it was found fresh at the instant ``at`` with the log at ``position``."""
        vars(self).update(checked(position, at))

    def is_acceptable_unchecked(self, at: datetime.datetime) -> bool:
        """Return whether it may be served at the instant ``at`` while the database is down.

        What expires is hidden by the clock, from then on and wherever it is shown or counted. Nothing goes live without
        the database.
        """
        ends = (self.checked_at + LONGEST_UNCHECKED, self.until, self.next_expiry_at)
        return all(end is None or at < end for end in ends)
