"""Reminds of consents that end, in the background."""

import threading

from pages.scheduler.loop import Loop
from privacy.consents.reminders import remind_of_ending_consents

#: Seconds between two looks: an e-mail that could not be sent is tried again after them.
EVERY = 300


def consents_loop(stop: threading.Event) -> None:
    """Remind of consents until ``stop`` is set."""
    Loop("Consents", remind_of_ending_consents, EVERY).run(stop)
