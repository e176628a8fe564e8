"""Looks after links in the background, at night."""

import datetime
import threading

from django.db.models import Q
from django.utils import timezone

from links.checking.checker import Checker
from links.finding.collecting import collect_links
from links.models import LinkRound
from pages.scheduler.loop import Loop

#: The hours of the night in the time zone of the installation, and how long a list of links is used.
NIGHT = range(1, 6)
COLLECTED_FOR = datetime.timedelta(hours=20)
#: Seconds between two steps, of a step, and after which a worker that does not come back is taken for dead.
EVERY, STEP, DEAD = 20, 5, 300


class NightlyRound:
    """Collects the links once a night, and then checks those that are due, a few seconds at a time.

    Of several workers, one does it.
    """

    def __init__(self) -> None:
        self._checker = Checker()

    def step(self) -> None:
        """Go on, if it is night and no other worker is at it."""
        now = timezone.now()
        if timezone.localtime(now).hour not in NIGHT:
            return
        LinkRound.objects.get_or_create(pk=1)
        free = LinkRound.objects.filter(Q(busy_until=None) | Q(busy_until__lt=now), pk=1)
        if not free.update(busy_until=now + datetime.timedelta(seconds=DEAD)):
            return
        try:
            collected_at = LinkRound.objects.get(pk=1).collected_at
            if collected_at is None or now - collected_at > COLLECTED_FOR:
                collect_links()
                LinkRound.objects.filter(pk=1).update(collected_at=now)
            self._checker.check_due(STEP)
        finally:
            LinkRound.objects.filter(pk=1).update(busy_until=None)


def links_loop(stop: threading.Event) -> None:
    """Do the nightly round until ``stop`` is set."""
    Loop("Links", NightlyRound().step, EVERY).run(stop)
