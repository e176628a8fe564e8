"""Compares two series of figures from the same rounds."""

import statistics
from collections.abc import Sequence


def median_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of the ratios of each round: whatever slows down a round slows down both."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
