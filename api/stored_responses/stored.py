"""What everything that is stored has in common: until when, and as long as what, it is right."""

import datetime
from dataclasses import dataclass

from api.models import TagSequence
from api.stored_responses.log_position import LogPosition

#: For how long something is served that could not be checked, because the database is down.
LONGEST_UNCHECKED = datetime.timedelta(hours=24)


@dataclass(kw_only=True)
class Stored:
    """Something that was made from content."""

    #: Everything that it depends on; ``until`` is the first instant at which the clock changes it.
    tags: frozenset[str]
    until: datetime.datetime | None
    #: The log up to here has touched none of the tags; ``checked_at`` is when that was so, and
    #: ``next_transition_at`` what the log then knew of the clock.
    sequence: int
    checked_at: datetime.datetime
    next_transition_at: datetime.datetime | None

    @property
    def size(self) -> int:
        """How many bytes it takes in memory, about."""
        return 100 * len(self.tags) + 500

    def is_fresh(self, position: LogPosition, at: datetime.datetime) -> bool:
        """Tell whether it is still what would be made, at the instant ``at`` and with the log at ``position``.

        Sends a query only where the log has grown since the last check. While something that has expired is not taken
        down yet, nothing is fresh: what is made then goes by the clock.
        """
        expired = position.next_transition_at is not None and position.next_transition_at <= at
        if expired or (self.until is not None and self.until <= at) or self.sequence > position.sequence:
            return False
        if self.sequence < position.sequence:
            touched = TagSequence.objects.filter(tag__in=self.tags, sequence__gt=self.sequence)
            if touched.exists():
                return False
        self.sequence, self.checked_at = position.sequence, at
        self.next_transition_at = position.next_transition_at
        return True

    def is_acceptable_unchecked(self, at: datetime.datetime) -> bool:
        """Tell whether it may be served while the database cannot be asked: never beyond what the clock changes."""
        ends = (self.checked_at + LONGEST_UNCHECKED, self.until, self.next_transition_at)
        return all(end is None or at < end for end in ends)
