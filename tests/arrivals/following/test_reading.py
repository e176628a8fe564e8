"""What can go wrong when a followed calendar is read, and how patient the reading is."""

import datetime
import io
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from arrivals.following.addresses import followable
from arrivals.following.reading import read_next_due
from arrivals.models import FollowedCalendar, ProposedChange
from pages.models import EventPage, SectionPage
from pages.network.requests import RequestRefused
from tests.arrivals.following.calendars import ServedCalendar
from tests.arrivals.following.conftest import Read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"status": 404}, "The server answered with status 404."),
        ({"status": 500}, "The server answered with status 500."),
        ({"body": b"<html>Sign in</html>"}, "is not a calendar"),
        ({"body": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"}, "is not complete"),
        ({"location": "file:///etc/passwd"}, "It is not an address of the web."),
    ],
)
def test_what_goes_wrong_is_said_and_loses_nothing(
    served: ServedCalendar, read: Read, values: dict[str, Any], sentence: str
) -> None:
    served.add("1", "A meeting")
    read()
    last_read_at = FollowedCalendar.objects.get().last_read_at
    for name, value in values.items():
        setattr(served, name, value)
    assert sentence in read().problem
    calendar = FollowedCalendar.objects.get()
    assert (calendar.failures, calendar.last_read_at) == (1, last_read_at)
    assert sentence in calendar.problem
    assert EventPage.objects.count() == 1
    assert not ProposedChange.objects.exists()


def test_a_calendar_without_events_is_said(served: ServedCalendar, read: Read) -> None:
    assert read().problem == ""
    served.add("1", "A meeting")
    read()
    served.entries.clear()
    assert read().problem == "There are no events in it any more. Nothing was changed here."


def test_an_address_where_nobody_answers(served: ServedCalendar, read: Read, calendar: FollowedCalendar) -> None:
    FollowedCalendar.objects.update(address="http://127.0.0.1:1/calendar.ics")
    assert "It could not be downloaded" in read().problem


def test_large_calendars_are_not_read(served: ServedCalendar, read: Read, settings: Any) -> None:
    settings.IMPORT_LARGEST_DOWNLOAD = 20
    served.add("1", "A meeting")
    assert "It has more than" in read().problem


def test_private_networks_are_not_reached(served: ServedCalendar, read: Read, settings: Any) -> None:
    settings.IMPORT_ALLOW_PRIVATE = False
    assert "private network" in read().problem
    assert served.requests == []


def test_a_calendar_that_has_moved_is_followed_there(served: ServedCalendar, read: Read) -> None:
    served.add("1", "A meeting")
    served.location = "/moved.ics"
    assert read().drafts == 1


def test_patience_grows_with_failures_up_to_a_week(served: ServedCalendar, read: Read) -> None:
    served.status = 500
    waits = []
    for _ in range(12):
        read()
        waits.append(FollowedCalendar.objects.get().next_read_at - timezone.now())
    assert [round(wait / datetime.timedelta(hours=1)) for wait in waits[:4]] == [12, 24, 48, 96]
    assert round(waits[-1] / datetime.timedelta(days=1)) == 7
    served.status = 200
    read()
    assert (FollowedCalendar.objects.get().failures, FollowedCalendar.objects.get().problem) == (0, "")


def test_what_has_not_changed_is_not_sent_again(served: ServedCalendar, read: Read) -> None:
    served.etag = '"1"'
    served.add("1", "A meeting")
    read()
    served.add("2", "Another")
    taken = read()
    assert (taken.drafts, taken.problem) == (0, "")
    assert served.requests[-1]["If-None-Match"] == '"1"'
    # A week later, it is read in full.
    FollowedCalendar.objects.update(read_in_full_at=timezone.now() - datetime.timedelta(days=8))
    assert read().drafts == 1


def test_a_calendar_that_failed_is_not_taken_for_read(served: ServedCalendar, read: Read) -> None:
    served.etag, served.body = '"1"', b"nothing"
    assert read().problem
    served.body = None
    served.add("1", "A meeting")
    assert read().drafts == 1


def test_a_failure_of_the_program_is_said(
    served: ServedCalendar, read: Read, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("arrivals.following.reading.take_over", fail)
    assert read().problem == "It could not be read: the log of the worker says why."
    assert "a bug" in caplog.text


def test_only_what_is_due_and_free_is_read(served: ServedCalendar, calendar: FollowedCalendar) -> None:
    now = timezone.now()
    later = now + datetime.timedelta(minutes=5)
    for values in ({"is_paused": True}, {"busy_until": later}, {"next_read_at": later}):
        FollowedCalendar.objects.update(**{"is_paused": False, "busy_until": None, "next_read_at": now, **values})
        assert not read_next_due()
    FollowedCalendar.objects.update(is_paused=False, busy_until=now - datetime.timedelta(hours=1), next_read_at=now)
    assert read_next_due()
    assert not read_next_due()
    assert len(served.requests) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "not an address"),
        ("ftp://example.org/a.ics", "not an address"),
        ("http://[", "not an address"),
        ("http://127.0.0.1/a.ics", "private network"),
        ("webcal://localhost/a.ics", "private network"),
        ("https://no-such-host.invalid/a.ics", "no such host"),
    ],
)
def test_addresses_that_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(RequestRefused, match=sentence):
        followable(text)


def test_an_address_to_subscribe_to_is_one_of_the_web(settings: Any) -> None:
    settings.IMPORT_ALLOW_PRIVATE = True
    assert followable(" webcal://127.0.0.1/a.ics ") == "https://127.0.0.1/a.ics"


def command(*arguments: str, **options: Any) -> str:
    output = io.StringIO()
    call_command("import_calendar", *arguments, stdout=output, stderr=output, **options)
    return output.getvalue()


def test_the_command_follows_a_calendar(served: ServedCalendar, sections: dict[str, SectionPage]) -> None:
    served.add("1", "A meeting")
    assert "127.0.0.1: followed, 1 drafts made." in command(served.address, follow=True, every=12)
    calendar = FollowedCalendar.objects.get()
    assert (calendar.below_id, calendar.every_hours, calendar.added_by) == (sections["events"].pk, 12, None)
    with pytest.raises(CommandError, match="already exists"):
        command(served.address, follow=True)


def test_the_command_says_what_it_does_not_follow(served: ServedCalendar, settings: Any) -> None:
    with pytest.raises(CommandError, match="add --follow"):
        command(served.address)
    with pytest.raises(CommandError, match="and no files"):
        command("meetings.ics", follow=True)
    with pytest.raises(CommandError, match="less than or equal to 168"):
        command(served.address, follow=True, every=1000)
    settings.IMPORT_ALLOW_PRIVATE = False
    with pytest.raises(CommandError, match="private network"):
        command(served.address, follow=True)
    assert not FollowedCalendar.objects.exists()


def test_the_command_keeps_what_cannot_be_read_yet(served: ServedCalendar, sections: dict[str, SectionPage]) -> None:
    served.status = 503
    assert "status 503. The worker tries again." in command(served.address, follow=True)
    assert FollowedCalendar.objects.get().failures == 1
