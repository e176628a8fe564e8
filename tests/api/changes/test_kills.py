"""A process may be killed at any instant: afterwards content and log agree.

``KILLS`` is how many are killed; by default so many as take a few seconds.
"""

import itertools
import os
import random
import signal
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from wagtail.models import PageLogEntry

from api.models import Change, ChangeCounter
from pages.models import SectionPage
from pages.scheduler.transitions import apply_due_transitions
from tests.api.changes.churn import make_content
from tests.api.changes.test_transactions import differences
from tests.killable import Program, killable
from tests.slices import how_many

KILLS = how_many(4, 8, "KILLS")
#: Seconds that a process lives at most.
LONGEST = 0.6


@pytest.fixture
def churn() -> Iterator[Program]:
    """The program that changes content, on the database of the tests."""
    with killable("tests.api.changes.churn") as program:
        yield program


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_after_every_kill_content_and_log_agree(churn: Program, record_property: Callable[[str, object], None]) -> None:
    counted = make_content()
    begun = (_rows_of(counted), _entries_of(counted), ChangeCounter.objects.get().sequence)
    drawn = random.Random(1)
    for number in itertools.count():
        # On a busy machine, a process may be killed before its first change.
        if number >= KILLS and (number >= 20 * KILLS or ChangeCounter.objects.get().sequence > begun[2]):
            break
        process = churn.begin(number)
        time.sleep(drawn.uniform(0.01, LONGEST))
        os.kill(process, signal.SIGKILL)
        # What the clock has changed since is not the process's to tell, but the ticker's.
        apply_due_transitions()
        assert differences() == 0, number
        times = int(SectionPage.objects.get(pk=counted.pk).title)
        assert (_rows_of(counted), _entries_of(counted)) == (begun[0] + times, begun[1] + times), number
        assert Change.objects.count() == ChangeCounter.objects.get().sequence, number
    changes = ChangeCounter.objects.get().sequence - begun[2]
    summary = f"{number} kills on {connection.vendor}: {changes} changes, all in the log"
    print(summary)
    record_property("summary", summary)
    assert changes > 0


def _rows_of(page: SectionPage) -> int:
    return Change.objects.filter(kind="page", object_id=page.pk).count()


def _entries_of(page: SectionPage) -> int:
    return PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").count()
