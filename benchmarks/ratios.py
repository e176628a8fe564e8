"""How two things compare that were measured in the same rounds."""

import statistics
from collections.abc import Sequence


def median_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of the ratios of the single rounds: what slows a round down slows down both."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
