"""Whether the replicas of the database follow."""

import time

from api.replicas.replicas import replicas
from operations.health.health_check import Finding, error, ok, warning

#: The most seconds that a process which has just begun takes for its first look at a replica.
FIRST_LOOK = 1.0


def judge_replicas() -> Finding:
    """Say what this process has seen of each replica in the last seconds; it asks none of them now."""
    found = replicas()
    if found is None:
        return ok("There are none: the primary answers everything.")
    found.watch()
    sentences, left = [], 0
    for replica in sorted(found.all, key=lambda replica: replica.alias):
        replica.wait(FIRST_LOOK)
        now = time.monotonic()
        seen = replica.seen
        is_well = replica.is_well()
        left += not is_well
        lag = seen.lag(now)
        how_far = f"lags by {lag:.0f} s" if lag < float("inf") else "has not caught up yet"
        state = "" if is_well else ", and is left"
        sentences.append(f"{replica.name} {how_far}{state}.{' ' + seen.problem if seen.problem else ''}")
    if left == len(found.all):
        return error(" ".join([*sentences, "The primary answers everything."]))
    return warning(" ".join(sentences)) if left else ok(" ".join(sentences))
