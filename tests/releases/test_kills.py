"""A process may be killed at any instant: afterwards a release is published, or it is not, but never in part."""

import os
import random
import signal
import time

import pytest

from api.models import Change, ChangeCounter
from pages.models import User
from releases.models import Release
from releases.publishing.publishing import publish_release
from releases.publishing.undoing import undo_release
from tests.api.changes.test_transactions import differences
from tests.killable import killable
from tests.releases.conftest import AFTER, BEFORE, Campaign
from tests.slices import how_many

KILLS = how_many(4, 12, "KILLS")
LONGEST = 1.2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_after_every_kill_a_release_is_whole(campaign: Campaign, moderator: User) -> None:
    drawn, seen = random.Random(1), set()
    begun = ChangeCounter.objects.get().sequence
    with killable("tests.releases.publisher") as publisher:
        for number in range(KILLS):
            process = publisher.begin(number)
            time.sleep(drawn.uniform(0.05, LONGEST))
            os.kill(process, signal.SIGKILL)
            time.sleep(0.05)
            is_published = Release.objects.get().is_published
            seen.add(is_published)
            assert campaign.live() == (AFTER if is_published else BEFORE), number
            assert campaign.public_title == ("As it will be" if is_published else "As it was"), number
            assert differences() == 0, number
    assert ChangeCounter.objects.get().sequence > begun
    assert Change.objects.exists()
    # What was killed keeps nobody from going on.
    release = Release.objects.get()
    (undo_release if release.is_published else publish_release)(release, moderator)
