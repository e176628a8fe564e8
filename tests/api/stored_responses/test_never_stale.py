"""Whatever is edited, what is stored is what would be built.

Two other processes read all the time. After every edit, their responses, stored or not, are compared with what this
process builds. ``NEVER_STALE_STEPS`` is how many edits are made; by default so many as take some seconds.
"""

import datetime
import difflib
import math
import os
import random
import time
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from api.models import ChangeCounter
from tests.api.everything import Everything
from tests.api.stored_responses.edits import EDITS, TWO_LANGUAGES, Edits
from tests.api.stored_responses.readers import Answer, Reader, Target, ask, reading_processes
from tests.api.stored_responses.targets import Targets
from tests.slices import how_many

STEPS = how_many(8, 20, "NEVER_STALE_STEPS")
#: How many steps one machine takes, and how many responses are compared after each.
STEPS_OF_ONE, COMPARED = min(15, STEPS // 2), 40
#: How many new targets are found at each step, and how many are remembered.
NEW, REMEMBERED = 8, 1500
#: Has no divisor in common with the number of edits.
STRIDE = 11
NUMBERS = st.integers(0, 60)
Record = Callable[[str, object], None]


class Session:
    """What all machines have in common, since the database goes on from one to the next."""

    def __init__(self, readers: list[Reader]) -> None:
        self.readers = readers
        self.edits = Edits(Everything(), self.wait)
        self.targets = Targets()
        self.asked: dict[Target, None] = {}
        assert math.gcd(STRIDE, len(EDITS)) == 1
        self.steps: list[str] = []
        self.failure = ""
        self._client = Client()
        self._drawn = random.Random(0)
        self._position = 0
        self.compared = self.hits = 0

    def take(self, further: int, first: int, second: int) -> None:
        """Make an edit so much further in the list of them while the others read, and compare.

        The simplest history, in which the numbers are zero, takes long strides, so that it has edits of all kinds.
        """
        self._position += further + STRIDE
        first, second = (number + self._position for number in (first, second))
        name = list(EDITS)[self._position % len(EDITS)]
        self.steps.append(f"{name}({first}, {second})")
        for reader in self.readers:
            reader.begin(self._sample(5))
        self.edits.happen(EDITS[name], first, second)
        for reader in self.readers:
            reader.end()
        self.compare()
        if len(self.steps) % 100 == 0 and not self.failure:
            print(self.summary(), flush=True)

    def wait(self, at: datetime.datetime) -> None:
        """Wait for an instant, of which the others do not know until it is there."""
        sample = self._sample(10)
        for reader in self.readers:
            # What was begun with the edit comes first.
            reader.end()
            reader.begin(sample)
        for reader in self.readers:
            reader.end()
        time.sleep(max(0.0, (at - timezone.now()).total_seconds()) + 0.01)
        self.compare(sample)
        for reader in self.readers:
            reader.begin(sample)

    def compare(self, more: list[Target] | None = None) -> None:
        """Compare the responses of the others with those built here."""
        self._look()
        sample = [*(more or ()), *self._sample(COMPARED)]
        for reader in self.readers:
            reader.begin(sample)
        built = [ask(self._client, target) for target in sample]
        for reader in self.readers:
            for target, right, answer in zip(sample, built, reader.end(), strict=True):
                self.compared += 1
                self.hits += answer.is_hit
                if answer != right:
                    self.fail(describe(target, right, answer))

    def fail(self, lines: list[str]) -> None:
        """Keep what was wrong first, with all the steps that led there."""
        self.failure = self.failure or "\n".join([*self.steps, "", *lines])

    def _look(self) -> None:
        self.targets.look()
        for _ in range(NEW):
            self.asked[self.targets.draw(self._drawn)] = None
        while len(self.asked) > REMEMBERED:
            del self.asked[self._drawn.choice(list(self.asked))]

    def _sample(self, size: int) -> list[Target]:
        known = list(self.asked)
        return self._drawn.sample(known, min(size, len(known)))

    def summary(self) -> str:
        """Say what was done."""
        sequence = ChangeCounter.objects.get().sequence
        return (
            f"{len(self.steps)} edits on {connection.vendor}, {sequence} changes in the log; {self.compared} responses "
            f"to {len(self.asked)} addresses compared, {self.hits / self.compared:.0%} of them stored: none was stale"
        )


def describe(target: Target, right: Answer, answer: Answer) -> list[str]:
    """Return lines that say how a response differs from the right one."""
    lines = [f"{target}: {answer.cache_status}"]
    for name in ("status", "etag", "tags", "content_type"):
        if getattr(right, name) != getattr(answer, name):
            lines.append(f"{name}: {getattr(right, name)!r} is {getattr(answer, name)!r}")
    old, new = (found.body.decode().replace(",", ",\n").splitlines() for found in (right, answer))
    return [*lines, *difflib.unified_diff(old, new, "built", "answered", lineterm="", n=2)]


@pytest.fixture
def languages(settings: Any) -> None:
    for name, value in TWO_LANGUAGES.items():
        setattr(settings, name, value)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("shared", [False, True], ids=["alone", "with a cache in common"])
def test_what_is_stored_is_never_stale(shared: bool, languages: None, tmp_path: Any, record_property: Record) -> None:
    cache = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path)}
    sharing = {"STORED_RESPONSES_SHARED": True, "CACHES": {"default": cache}} if shared else {}
    with reading_processes(2, **sharing) as readers:
        session = Session(readers)

        class NeverStale(RuleBasedStateMachine):
            @rule(further=st.integers(0, len(EDITS) - 1), first=NUMBERS, second=NUMBERS)
            def edit(self, further: int, first: int, second: int) -> None:
                # Nothing is raised here, since it could not be repeated: the database has gone on.
                if session.failure:
                    return
                try:
                    # Counted from the last step, so that the simplest history is not of one and the same edit.
                    session.take(further, first, second)
                except Exception:
                    session.fail(traceback.format_exc().splitlines())

        run_state_machine_as_test(
            NeverStale,
            settings=hypothesis_settings(
                max_examples=max(1, STEPS // STEPS_OF_ONE // 2),
                stateful_step_count=STEPS_OF_ONE,
                deadline=None,
                database=None,
                derandomize="NEVER_STALE_STEPS" not in os.environ,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert not session.failure, session.failure
        summary = session.summary()
    print(summary)
    record_property("summary", summary)
    assert session.hits and session.edits.taken
