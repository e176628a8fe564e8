"""A scheduled release goes live at its instant, once, and everybody who waits for that instant knows of it."""

import datetime
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from api.models import ChangeCounter
from pages.editor.calendar.entry import Span
from pages.editor.calendar.schedule import go_live_entries
from pages.models import User
from pages.publishing.scheduled_instants import first_go_live
from pages.scheduler.transitions import Transitions, apply_due_transitions
from releases.checklists.findings import findings
from releases.models import Release
from releases.publishing.scheduling import schedule_release, unschedule_release
from releases.publishing.undoing import undo_release
from tests.changes import append_changes
from tests.delivery.conftest import deliver, receiver, subscribe
from tests.releases.conftest import AFTER, BEFORE, Campaign

__all__ = ["deliver", "receiver", "subscribe"]

NOW = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveler:
        yield traveler


@pytest.fixture
def scheduled(clock: Any, campaign: Campaign, moderator: User) -> Campaign:
    schedule_release(campaign.release, moderator, NOW + HOUR)
    return campaign


def test_it_goes_live_at_its_instant_and_once(clock: Any, scheduled: Campaign, moderator: User) -> None:
    assert not apply_due_transitions()
    clock.shift(HOUR)
    assert apply_due_transitions() == Transitions(published=5)
    assert apply_due_transitions() == Transitions()
    assert scheduled.live() == AFTER
    release = Release.objects.get()
    assert (release.status, release.published_at, release.published_by) == ("published", NOW + HOUR, moderator)


def test_the_clock_of_stored_responses_knows_it(clock: Any, scheduled: Campaign, moderator: User) -> None:
    append_changes()
    assert first_go_live(NOW) == NOW + HOUR
    assert ChangeCounter.objects.get().next_transition_at == NOW + HOUR
    unschedule_release(scheduled.release, moderator)
    schedule_release(scheduled.release, moderator, NOW + 2 * HOUR)
    append_changes()
    assert ChangeCounter.objects.get().next_transition_at == NOW + 2 * HOUR
    unschedule_release(scheduled.release, moderator)
    append_changes()
    assert ChangeCounter.objects.get().next_transition_at is None


def test_what_was_published_by_itself_in_between_stays(clock: Any, scheduled: Campaign, moderator: User) -> None:
    clock.shift(HOUR / 2)
    draft = scheduled.public.get_latest_revision_as_object()
    draft.title = "Corrected"
    draft.save_revision().publish()
    scheduled.release.refresh_from_db()
    said = [item.message for row in findings(scheduled.release) for item in row.conflicts]
    assert "It was published by itself since the release was scheduled: that version stays." in said
    clock.shift(HOUR / 2)
    assert apply_due_transitions() == Transitions(published=5)
    assert scheduled.public_title == "Corrected"
    undo_release(scheduled.release, moderator)
    assert scheduled.public_title == "Corrected"


def test_one_that_is_refused_says_so_and_is_not_tried_again(clock: Any, scheduled: Campaign, moderator: User) -> None:
    moderator.groups.clear()
    clock.shift(HOUR)
    assert apply_due_transitions() == Transitions(refused=1)
    assert apply_due_transitions() == Transitions()
    assert scheduled.live() == BEFORE
    release = Release.objects.get()
    assert release.status == "failed"
    assert release.problems
    assert not release.members.exclude(pinned=None).exists()


def test_whoever_scheduled_it_gets_an_email_with_the_reasons(
    clock: Any, scheduled: Campaign, django_capture_on_commit_callbacks: Any
) -> None:
    scheduled.old.delete()
    clock.shift(HOUR)
    with django_capture_on_commit_callbacks(execute=True):
        apply_due_transitions()
    (message,) = mail.outbox
    assert message.to == ["moderator@example.org"]
    assert "Nothing of the release “The campaign” was published" in message.body
    assert "“Old campaign” was deleted" in message.body


def test_an_account_that_was_closed_publishes_nothing(clock: Any, scheduled: Campaign, moderator: User) -> None:
    User.objects.filter(pk=moderator.pk).delete()
    clock.shift(HOUR)
    assert apply_due_transitions() == Transitions(refused=1)
    assert "no account any more" in " ".join(Release.objects.get().problems)


def test_an_unforeseen_error_keeps_nobody_waiting(
    clock: Any, scheduled: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("A fault")

    monkeypatch.setattr("releases.scheduling.due.carry_out", fail)
    clock.shift(HOUR)
    assert apply_due_transitions() == Transitions(refused=1)
    assert Release.objects.get().status == "failed"


def test_receivers_get_one_message(
    campaign: Campaign, moderator: User, subscribe: Any, deliver: Any, receiver: Any
) -> None:
    subscribe()
    deliver()
    receiver.received.clear()
    schedule_release(campaign.release, moderator, datetime.datetime.now(datetime.UTC) + HOUR)
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + 2 * HOUR):
        apply_due_transitions()
        deliver()
    (request,) = receiver.received
    told = {(change["type"], change["action"]) for change in request.json["changes"]}
    assert told >= {
        ("pages.SectionPage", "published"),
        ("pages.GuestBlogPost", "published"),
        ("pages.Person", "published"),
        ("pages.SectionPage", "updated"),
        ("pages.SectionPage", "unpublished"),
    }


def test_the_calendar_shows_it(scheduled: Campaign, editor: User) -> None:
    span = Span(NOW.date(), NOW.date(), ZoneInfo("UTC"))
    assert [entry.title for entry in go_live_entries(editor, span)] == ["Release: The campaign"]
    assert go_live_entries(User.objects.create_user("nobody@example.org", "x"), span) == []


def test_a_rule_that_is_broken_meanwhile_refuses_it(clock: Any, scheduled: Campaign) -> None:
    # The record was unpublished with another release, and the pinned version of the post still shows it.
    scheduled.member(scheduled.person).delete()
    clock.shift(HOUR)
    assert apply_due_transitions() == Transitions(refused=1)
    assert "Ada Writer" in " ".join(Release.objects.get().problems)
    assert scheduled.live() == BEFORE
