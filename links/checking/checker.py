"""Checks the links that are due, each site at its own pace."""

import datetime
import math
import time
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from links.checking.answer import Answer, Verdict
from links.checking.asking import ask
from links.checking.robots import Robots
from links.models import CheckedLink

State = CheckedLink.State

#: When a link is looked at again: one that works, one that failed, one that is broken or cannot be checked.
WORKING, FAILING, SETTLED = datetime.timedelta(days=7), datetime.timedelta(hours=8), datetime.timedelta(days=3)
#: A link is broken after this many failures, the first of which is this long ago: sites are down for a night.
FAILURES, FAILING_FOR = 3, datetime.timedelta(hours=20)
NOT_ASKED = "The site asks programs not to look at it."
#: Links of which the state is read together.
_TOGETHER = 50

#: Takes a link that was just checked.
Report = Callable[[CheckedLink], None]


class Checker:
    """Checks links, one after the other; two requests to one host are ``settings.LINKS_PACE`` seconds apart."""

    def __init__(self, sleep: Callable[[float], object] = time.sleep) -> None:
        self._robots = Robots()
        self._asked_at: dict[str, float] = {}
        self._sleep = sleep

    def check_due(self, seconds: float = math.inf, report: Report = lambda link: None) -> int:
        """Check links that are due, for about ``seconds``, and return how many were checked."""
        until, checked = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            due = CheckedLink.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")[:_TOGETHER]
            together = list(due)
            if not together:
                break
            for link in self._in_turn(together):
                self.check(link)
                report(link)
                checked += 1
                if time.monotonic() >= until:
                    break
        return checked

    def check(self, link: CheckedLink) -> None:
        """Check one link now, and store what came of it."""
        self._wait(link.host)
        answer = ask(link.url) if self._robots.allows(link.url) else Answer(Verdict.UNKNOWN, problem=NOT_ASKED)
        self._asked_at[link.host] = time.monotonic()
        note(link, answer, timezone.now())
        link.save()

    def _in_turn(self, links: list[CheckedLink]) -> list[CheckedLink]:
        """Return links so that those of one host are far apart."""
        places: dict[str, int] = {}
        order = []
        for link in links:
            places[link.host] = places.get(link.host, 0) + 1
            order.append((places[link.host], link.pk, link))
        return [link for _, _, link in sorted(order, key=lambda each: each[:2])]

    def _wait(self, host: str) -> None:
        asked_at = self._asked_at.get(host)
        if asked_at is not None and (rest := asked_at + settings.LINKS_PACE - time.monotonic()) > 0:
            self._sleep(rest)


def note(link: CheckedLink, answer: Answer, now: datetime.datetime) -> None:
    """Enter an answer into a link, and when it is looked at again."""
    link.checked_at, link.status = now, answer.status
    link.problem, link.moved_to = answer.problem, answer.moved_to
    if answer.verdict is Verdict.FAILS:
        link.failures += 1
        link.failing_since = link.failing_since or now
        is_broken = link.failures >= FAILURES and now - link.failing_since >= FAILING_FOR
        link.state = State.BROKEN if is_broken else State.SUSPECTED
        link.due_at = now + (SETTLED if is_broken else FAILING)
        return
    link.failures, link.failing_since = 0, None
    if answer.verdict is Verdict.WORKS:
        link.state, link.due_at = State.WORKS, now + WORKING
    else:
        link.state, link.due_at = State.UNKNOWN, now + SETTLED
