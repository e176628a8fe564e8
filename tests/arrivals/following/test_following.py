"""What is new in a followed calendar becomes drafts, and what has changed is proposed."""

import datetime

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from arrivals.following.deciding import NotDecided, accept, dismiss
from arrivals.models import FollowedCalendar, FollowedEvent, ImportRun, ProposedChange
from pages.models import EventPage, SectionPage, User
from tests.arrivals.following.calendars import ServedCalendar
from tests.arrivals.following.conftest import Read
from tests.pages.conftest import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(db: None) -> User:
    user: User = account("moderator@example.org", "Moderator")
    return user


@pytest.fixture
def editor(db: None) -> User:
    user: User = account("editor@example.org", "Editor")
    return user


def published() -> EventPage:
    """Publish the latest version of the event, and return it."""
    EventPage.objects.get().latest_revision.publish()
    return EventPage.objects.get()


def open_change() -> ProposedChange:
    return ProposedChange.objects.get(state="open")


def test_new_events_become_drafts_below_the_section(
    served: ServedCalendar, read: Read, sections: dict[str, SectionPage]
) -> None:
    served.add("1", "A meeting", LOCATION="Town hall", URL="https://example.org/about/")
    taken = read()
    event = EventPage.objects.get()
    assert (taken.drafts, taken.proposals, taken.problem) == (1, 0, "")
    assert (event.title, event.live, event.venue_name) == ("A meeting", False, "Town hall")
    assert event.get_parent().pk == sections["events"].pk
    assert not Redirect.objects.exists()
    calendar = FollowedCalendar.objects.get()
    assert calendar.last_read_at is not None
    assert calendar.next_read_at - timezone.now() > datetime.timedelta(hours=5)


def test_reading_again_changes_nothing(served: ServedCalendar, read: Read) -> None:
    served.add("1", "A meeting")
    read()
    before = (Revision.objects.count(), ImportRun.objects.count())
    served.entries["1"]["LAST-MODIFIED"] = "20300101T000000Z"
    assert (read().drafts, ProposedChange.objects.count()) == (0, 0)
    assert (Revision.objects.count(), ImportRun.objects.count()) == before


def test_past_and_canceled_events_are_not_taken_over(served: ServedCalendar, read: Read) -> None:
    served.add("1", "Long ago", days=-3)
    served.add("2", "Never to be", STATUS="CANCELLED")
    assert read().drafts == 0
    assert not EventPage.objects.exists()


def test_dates_of_a_series_come_with_their_series(served: ServedCalendar, read: Read) -> None:
    served.add("1", "A meeting", RRULE="FREQ=WEEKLY;COUNT=3")
    assert read().drafts == 4
    assert {event.series.name for event in EventPage.objects.all() if event.series} == {"A meeting"}
    served.entries["1"]["RRULE"] = "FREQ=WEEKLY;COUNT=4"
    read()
    assert EventPage.objects.count() == 4
    assert not ProposedChange.objects.exists()


def test_a_change_is_proposed_and_accepted_field_by_field(served: ServedCalendar, read: Read, editor: User) -> None:
    served.add("1", "A meeting", LOCATION="Town hall", DESCRIPTION="Bring a friend.")
    read()
    served.add("1", "A large meeting", LOCATION="Library", DESCRIPTION="Bring two friends.")
    assert read().proposals == 1
    change = open_change()
    assert change.fields == {
        "title": {"before": "A meeting", "after": "A large meeting"},
        "venue_name": {"before": "Town hall", "after": "Library"},
        "body": {"before": change.fields["body"]["before"], "after": change.fields["body"]["after"]},
    }
    assert "two friends" in change.fields["body"]["after"]
    assert EventPage.objects.get().title == "A meeting"

    accept(change, ["venue_name", "body"], editor, publish=False)
    event = EventPage.objects.get()
    latest = event.get_latest_revision_as_object()
    assert (latest.title, latest.venue_name) == ("A meeting", "Library")
    assert "Bring two friends." in str(latest.body)
    assert event.latest_revision.user == editor
    # What was not ticked is not offered again.
    read()
    assert not ProposedChange.objects.filter(state="open").exists()
    with pytest.raises(NotDecided, match="Somebody has decided"):
        accept(change, ["title"], editor, publish=False)


def test_a_dismissed_change_returns_only_when_the_calendar_changes(
    served: ServedCalendar, read: Read, editor: User
) -> None:
    served.add("1", "A meeting")
    read()
    served.add("1", "A large meeting")
    read()
    dismiss(open_change(), editor)
    read()
    assert not ProposedChange.objects.filter(state="open").exists()
    served.add("1", "A huge meeting")
    read()
    assert open_change().fields == {"title": {"before": "A large meeting", "after": "A huge meeting"}}
    assert EventPage.objects.get().title == "A meeting"


def test_a_later_change_replaces_an_open_one(served: ServedCalendar, read: Read) -> None:
    served.add("1", "A meeting")
    read()
    for title in ("A large meeting", "A huge meeting"):
        served.add("1", title)
        read()
    assert open_change().fields == {"title": {"before": "A meeting", "after": "A huge meeting"}}
    served.add("1", "A meeting")
    read()
    assert not ProposedChange.objects.exists()


def test_what_an_editor_wrote_already_is_not_proposed(served: ServedCalendar, read: Read, editor: User) -> None:
    served.add("1", "A meeting")
    read()
    event = EventPage.objects.get()
    event.title = "A large meeting"
    event.save_revision(user=editor)
    served.add("1", "A large meeting")
    read()
    assert not ProposedChange.objects.exists()


def test_accepted_changes_of_a_live_page_are_published_with_the_button_only(
    served: ServedCalendar, read: Read, editor: User, moderator: User
) -> None:
    served.add("1", "A meeting")
    read()
    published()
    served.add("1", "A large meeting")
    read()
    # An editor may not publish, whatever is asked for.
    accept(open_change(), ["title"], editor, publish=True)
    assert EventPage.objects.get().title == "A meeting"
    published()
    served.add("1", "A huge meeting")
    read()
    assert accept(open_change(), ["title"], moderator, publish=True) == []
    assert EventPage.objects.get().title == "A huge meeting"


def test_other_changes_that_wait_do_not_go_live_with_an_accepted_one(
    served: ServedCalendar, read: Read, moderator: User
) -> None:
    served.add("1", "A meeting")
    read()
    event = published()
    event.subtitle = "Not yet"
    event.save_revision(user=moderator)
    served.add("1", "A large meeting")
    read()
    accept(open_change(), ["title"], moderator, publish=True)
    event = EventPage.objects.get()
    latest = event.get_latest_revision_as_object()
    assert (event.title, latest.title, latest.subtitle) == ("A meeting", "A large meeting", "Not yet")


def test_a_cancellation_is_proposed(served: ServedCalendar, read: Read, editor: User) -> None:
    served.add("1", "A meeting")
    read()
    served.add("1", "A meeting", STATUS="CANCELLED")
    read()
    change = open_change()
    assert (change.kind, change.fields) == ("cancelled", {"status": {"before": "scheduled", "after": "cancelled"}})
    accept(change, ["status"], editor, publish=False)
    assert EventPage.objects.get().get_latest_revision_as_object().status == "cancelled"


class TestAnEventThatIsNoLongerThere:
    @pytest.fixture(autouse=True)
    def two(self, served: ServedCalendar, read: Read) -> None:
        served.add("1", "A meeting")
        served.add("2", "Another")
        read()
        del served.entries["1"]

    def test_canceling_it_is_proposed_once(self, read: Read, editor: User) -> None:
        assert read().proposals == 1
        change = open_change()
        assert (change.kind, change.event.page.title) == ("gone", "A meeting")
        dismiss(change, editor)
        assert read().proposals == 0
        assert not ProposedChange.objects.filter(state="open").exists()

    def test_it_may_come_back(self, served: ServedCalendar, read: Read) -> None:
        read()
        served.add("1", "A meeting")
        read()
        assert not ProposedChange.objects.exists()
        assert not FollowedEvent.objects.filter(is_gone=True).exists()

    def test_past_events_may_go(self, read: Read) -> None:
        FollowedEvent.objects.update(last_day=timezone.localdate() - datetime.timedelta(days=1))
        assert read().proposals == 0

    @pytest.mark.parametrize("kind", ["unread", "rule", "empty", "damaged"])
    def test_nothing_is_gone_from_a_calendar_that_was_not_read_in_full(
        self, served: ServedCalendar, read: Read, kind: str
    ) -> None:
        if kind == "unread":
            served.add("3", "A third")
            del served.entries["3"]["DTSTART;TZID=America/New_York"]
        elif kind == "rule":
            served.add("2", "Another", RRULE="FREQ=SECONDLY")
        elif kind == "empty":
            served.entries.clear()
        else:
            served.body = served.content().replace(b"END:VCALENDAR\r\n", b"")
        read()
        assert not ProposedChange.objects.filter(kind="gone").exists()


def test_an_event_that_was_deleted_here_stays_deleted(served: ServedCalendar, read: Read) -> None:
    served.add("1", "A meeting")
    read()
    EventPage.objects.get().delete()
    served.add("1", "A large meeting")
    taken = read()
    assert (taken.drafts, taken.proposals, taken.problem) == (0, 0, "")
    assert not EventPage.objects.exists()


def test_locked_pages_and_nonsense_are_refused(served: ServedCalendar, read: Read, editor: User) -> None:
    served.add("1", "A meeting")
    read()
    served.add("1", "A large meeting")
    read()
    with pytest.raises(NotDecided, match="Tick what you want"):
        accept(open_change(), ["intro"], editor, publish=False)
    EventPage.objects.update(locked=True)
    with pytest.raises(NotDecided, match="is locked"):
        accept(open_change(), ["title"], editor, publish=False)


def test_an_event_that_was_imported_before_is_followed_from_then_on(
    served: ServedCalendar, read: Read, bring_in: object
) -> None:
    served.add("1", "A meeting", URL="https://example.org/meeting/")
    read()
    FollowedCalendar.objects.get().events.all().delete()
    assert (read().drafts, ProposedChange.objects.count()) == (0, 0)
    served.add("1", "A large meeting", URL="https://example.org/meeting/")
    assert read().proposals == 1
