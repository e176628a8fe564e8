"""Reads followed calendars in the background."""

import threading

from arrivals.following.reading import read_next_due
from pages.scheduler.loop import Loop

#: Seconds between two looks. One calendar is read at a time, so that is also the pause between two of one server.
EVERY = 20


def calendars_loop(stop: threading.Event) -> None:
    """Read what is due until ``stop`` is set."""
    Loop("Calendars", read_next_due, EVERY).run(stop)
