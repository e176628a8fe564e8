"""How much of the change log receivers may be told: what they will read when they ask.

A receiver that is told of a change asks the API at once, and keeps what it gets until it is told again.
"""

import datetime

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from api.models import Change, ChangeCounter
from api.replicas.replicas import longest_staleness, replicas
from api.replicas.watched_replica import WatchedReplica


def replicated_sequence(sequence: int) -> int:
    """Return the last sequence, up to the one given, that all databases have which the API reads from.

    A change counts as read once it is older than a response may be: a replica without it has been left by then. One
    that was left long ago is not waited for.
    """
    found = replicas()
    if found is None:
        return sequence
    found.watch()
    longest = longest_staleness()
    asked = [replica for replica in found.all if not replica.is_long_left(longest)]
    reached = min((_sequence_of(replica) for replica in asked), default=sequence)
    if reached >= sequence:
        return sequence
    old = timezone.now() - datetime.timedelta(seconds=longest)
    later = Change.objects.filter(sequence__gt=reached, sequence__lte=sequence, at__gte=old)
    first = later.order_by("sequence").values_list("sequence", flat=True).first()
    return sequence if first is None else first - 1


def _sequence_of(replica: WatchedReplica) -> int:
    """Return the position of the log on a replica, 0 if it does not respond."""
    if not replica.answers():
        return 0
    counters = ChangeCounter.objects.using(replica.alias).filter(pk=ChangeCounter.KEY)
    try:
        return counters.values_list("sequence", flat=True).first() or 0
    except (DatabaseError, InterfaceError):
        return 0
