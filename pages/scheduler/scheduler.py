"""Scheduled publishing and housekeeping, one step at a time."""

import logging

from pages.scheduler.housekeeping import Housekeeping
from pages.scheduler.transitions import apply_due_transitions

logger = logging.getLogger(__name__)


class Scheduler:
    """Does what is due."""

    def __init__(self) -> None:
        self._housekeeping = Housekeeping()

    def step(self) -> None:
        """Publish and unpublish what is due, then tidy up. Raises ``DatabaseError`` if the database fails."""
        result = apply_due_transitions()
        self._housekeeping.tick()
        if result:
            counts = result.published, result.expired, result.refused
            logger.info("Published %d, unpublished %d, refused %d.", *counts)
