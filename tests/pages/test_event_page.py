"""Events: derived fields, recorded changes, and copies."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from pages.models import EventHost, EventPage, EventSpeaker, GuestBlogPost, OrganizationAbout, PostAuthor
from tests.content import add, home, make_about, make_event, make_image, make_post, publish

pytestmark = pytest.mark.django_db


def utc(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=datetime.UTC)  # type: ignore[arg-type,misc]


def derived(**fields: Any) -> EventPage:
    event = EventPage(time_zone="America/New_York", start_date=datetime.date(2030, 6, 14), **fields)
    event.derive_instants()
    return event


def test_the_end_is_on_the_first_day_unless_it_says_otherwise() -> None:
    event = derived(start_time=datetime.time(13), end_time=datetime.time(14))
    assert (event.starts_at, event.ends_at, event.over_at) == (
        utc(2030, 6, 14, 17),
        utc(2030, 6, 14, 18),
        utc(2030, 6, 14, 18),
    )


def test_with_no_end_it_goes_on_until_midnight() -> None:
    event = derived(start_time=datetime.time(13))
    assert (event.ends_at, event.over_at) == (None, utc(2030, 6, 15, 4))
    assert event.phase(utc(2030, 6, 15, 3, 59)) == ("ongoing", utc(2030, 6, 15, 4))
    assert event.phase(utc(2030, 6, 15, 4)) == ("past", None)


def test_an_all_day_event_includes_its_last_day() -> None:
    event = derived(all_day=True, end_date=datetime.date(2030, 6, 16))
    assert (event.starts_at, event.ends_at) == (utc(2030, 6, 14, 4), utc(2030, 6, 17, 4))


def test_what_cannot_be_known_is_none() -> None:
    event = derived()
    assert (event.starts_at, event.ends_at, event.over_at) == (None, None, None)
    assert event.phase(utc(2030, 1, 1))[0] == "unscheduled"


def test_a_postponed_event_is_unscheduled_and_a_cancelled_one_keeps_its_phase() -> None:
    for status, expected in (("postponed", "unscheduled"), ("cancelled", "upcoming")):
        assert derived(start_time=datetime.time(13), status=status).phase(utc(2030, 1, 1))[0] == expected


def test_the_second_of_two_equal_hours_can_be_chosen() -> None:
    fields = {"time_zone": "America/New_York", "start_date": datetime.date(2030, 11, 3)}
    event = EventPage(start_time=datetime.time(1, 30), start_occurrence="second", **fields)
    event.derive_instants()
    assert event.starts_at == utc(2030, 11, 3, 6, 30)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "cancelled", "rsvp_mode": "none"}, "cancelled"),
        ({"rsvp_mode": "none", "rsvp_full": True}, "not_required"),
        ({"rsvp_mode": "walk_in"}, "not_required"),
        ({"rsvp_mode": "email", "rsvp_deadline_on": datetime.date(2029, 12, 31), "rsvp_full": True}, "closed"),
        ({"rsvp_mode": "email", "rsvp_full": True}, "full"),
        ({"rsvp_mode": "email", "rsvp_opens_on": datetime.date(2030, 2, 1)}, "not_open"),
        ({"rsvp_mode": "invite_only"}, "open"),
    ],
)
def test_signing_up_has_the_first_state_that_holds(fields: dict[str, Any], expected: str) -> None:
    assert derived(start_time=datetime.time(13), **fields).rsvp_state(utc(2030, 1, 1, 12)) == expected


def test_signing_up_closes_at_the_start_and_at_the_end_of_the_last_day() -> None:
    event = derived(start_time=datetime.time(13), rsvp_mode="phone", rsvp_deadline_on=datetime.date(2030, 6, 1))
    assert event.rsvp_deadline == utc(2030, 6, 2, 4)
    assert event.rsvp_state(utc(2030, 6, 2, 3, 59)) == "open"
    assert event.rsvp_state(utc(2030, 6, 2, 4)) == "closed"
    event.rsvp_deadline = None
    assert event.rsvp_state(utc(2030, 6, 14, 17)) == "closed"


def test_becoming_rescheduled_remembers_the_start_that_was_announced() -> None:
    event = make_event()
    event.status, event.start_date = "rescheduled", datetime.date(2030, 7, 1)
    event.save_revision()
    assert EventPage.objects.get().previous_starts == []  # a draft announces nothing
    event = publish(event)
    assert event.previous_starts == ["2030-06-14T17:00:00Z"]
    assert publish(event).previous_starts == ["2030-06-14T17:00:00Z"]


def test_correcting_a_wrong_date_remembers_nothing() -> None:
    event = make_event()
    event.start_date = datetime.date(2030, 6, 15)
    event = publish(event)
    assert event.previous_starts == []
    event.status = "rescheduled"
    event = publish(event)
    assert event.previous_starts == []  # the same start: nothing was moved
    event.start_date = datetime.date(2030, 6, 16)
    assert publish(event).previous_starts == []


@pytest.mark.slow
def test_it_may_be_rescheduled_again_and_from_postponed() -> None:
    event = make_event()
    event.status = "postponed"
    event = publish(event)
    event.status, event.start_date = "rescheduled", datetime.date(2030, 7, 1)
    event = publish(event)
    event.status = "scheduled"
    event = publish(event)
    event.status, event.start_date = "rescheduled", datetime.date(2030, 8, 1)
    assert publish(event).previous_starts == ["2030-06-14T17:00:00Z", "2030-07-01T17:00:00Z"]


def test_an_old_revision_does_not_bring_back_an_old_history() -> None:
    event = make_event()
    old = event.latest_revision
    event.status, event.start_date = "rescheduled", datetime.date(2030, 7, 1)
    event = publish(event)
    old.publish()
    assert EventPage.objects.get().previous_starts == ["2030-06-14T17:00:00Z"]


def rich_event() -> EventPage:
    event = make_event(
        intro="<p>Come.</p>",
        rsvp_mode="email",
        rsvp_email="rsvp@example.org",
        rsvp_deadline_on=datetime.date(2030, 6, 1),
        status_note="Moved.",
        speakers=[EventSpeaker(name="A speaker")],
        hosts=[EventHost(name="A host")],
    )
    event.status, event.start_date = "rescheduled", datetime.date(2030, 7, 1)
    return publish(event)


def test_a_copy_keeps_text_place_and_people_and_starts_without_a_schedule() -> None:
    original = rich_event()
    copy = original.copy(update_attrs={"title": "Copy", "slug": "copy"}, keep_live=False)
    stored = EventPage.objects.get(pk=copy.pk)
    for version in (stored, stored.get_latest_revision_as_object()):
        assert (version.title, version.intro, version.venue_name) == ("Copy", "<p>Come.</p>", "Town hall")
        assert (version.rsvp_mode, version.rsvp_email) == ("email", "rsvp@example.org")
        assert (version.start_date, version.start_time, version.rsvp_deadline_on) == (None, None, None)
        assert (version.status, version.status_note, version.previous_starts) == ("scheduled", "", [])
        assert version.starts_at is None
        people = [*version.speakers.all(), *version.hosts.all()]
        assert [(row.name, row.confirmed) for row in people] == [("A speaker", False), ("A host", False)]
    assert [row.confirmed for row in EventPage.objects.get(pk=original.pk).speakers.all()] == [True]


ANNOUNCED: dict[str, Any] = {
    "start_date": datetime.date(2030, 6, 13),
    "start_time": datetime.time(12),
    "end_date": datetime.date(2030, 6, 15),
    "end_time": None,
    "time_zone": "America/Chicago",
    "status": "cancelled",
    "venue_name": "Library",
    "venue_room": "2",
    "venue_street": "1 Main Street",
    "venue_country": "US",
    "online_url": "https://meet.example.org/",
}
NOT_ANNOUNCED: dict[str, Any] = {
    "title": "Another title",
    "summary": "In other words.",
    "status_note": "Still on.",
    "venue_note": "Ring the bell.",
    "rsvp_full": True,
}


@pytest.mark.slow
def test_only_changes_of_time_place_and_status_are_counted() -> None:
    event = make_event(end_date=datetime.date(2030, 6, 14), venue_latitude="38.886700", venue_longitude="-77.010600")
    assert publish(event).sequence == 0
    for name, value in NOT_ANNOUNCED.items():
        setattr(event, name, value)
        assert publish(event).sequence == 0, name
    for number, (name, value) in enumerate(ANNOUNCED.items(), 1):
        if name == "end_time":
            event.end_date = None
        setattr(event, name, value)
        assert publish(event).sequence == number, name


def test_changes_are_counted_when_they_become_public() -> None:
    event = make_event()
    original = event.latest_revision
    assert original is not None
    event.venue_name = "Library"
    event.save_revision()
    assert EventPage.objects.get().sequence == 0
    event = publish(event)
    assert event.sequence == 1
    original.publish()
    assert EventPage.objects.get().sequence == 2  # back to how it was: a change as well
    event = EventPage.objects.get()
    event.unpublish()
    event.venue_name = "Theatre"
    assert publish(event).sequence == 3


def test_a_translation_goes_on_counting_and_a_copy_begins_anew() -> None:
    event = make_event()
    event.venue_name = "Library"
    event = publish(event)
    spanish = Locale.objects.create(language_code="es")
    home().copy_for_translation(spanish)
    assert event.copy_for_translation(spanish).specific.sequence == 1
    assert event.copy(update_attrs={"title": "Copy", "slug": "copy"}, keep_live=False).specific.sequence == 0


def test_a_translation_and_an_alias_are_the_same_event() -> None:
    original = rich_event()
    spanish = Locale.objects.create(language_code="es")
    home().copy_for_translation(spanish)
    alias = original.create_alias(update_slug="alias")
    translation = original.copy_for_translation(spanish)
    for version in (alias, translation):
        assert version.specific.start_date == datetime.date(2030, 7, 1)
        assert version.specific.previous_starts == ["2030-06-14T17:00:00Z"]
        assert [row.confirmed for row in version.specific.speakers.all()] == [True]


def test_text_is_summed_up_without_loading_what_blocks_name() -> None:
    post = add(home(), type(make_post())(title="Long"))
    post.intro = ""
    post.body = [
        {"type": "people", "value": {"people": [1, 2, 3]}, "id": "1"},
        {"type": "heading", "value": {"text": "Two words", "level": "2"}, "id": "2"},
        {"type": "paragraph", "value": "<p>Three more words.</p>", "id": "3"},
    ]
    with CaptureQueriesContext(connection) as captured:
        post.derive()
    assert (post.word_count, post.reading_time_minutes, post.excerpt, len(captured)) == (5, 1, "Three more words.", 0)


@pytest.mark.parametrize("day", [datetime.date.min, datetime.date.max])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "", "Nowhere/Springfield"])
def test_no_date_and_no_zone_can_break_a_draft(day: datetime.date, zone: str) -> None:
    for all_day in (True, False):
        event = EventPage(title="Draft", start_date=day, time_zone=zone, all_day=all_day, start_time=datetime.time(23))
        event.derive()


@pytest.mark.slow
def test_a_copy_that_could_not_be_published_is_a_draft() -> None:
    event = make_event()
    copy = event.copy(update_attrs={"slug": "copy"}, keep_live=True)
    assert EventPage.objects.get(pk=copy.pk).live is False
    about = make_about()
    second = about.copy(update_attrs={"slug": "second"}, keep_live=True)
    assert OrganizationAbout.objects.get(pk=second.pk).live is False
    post = make_post()
    assert type(post).objects.get(pk=post.copy(update_attrs={"slug": "copy-of-post"}, keep_live=True).pk).live is True


def test_a_second_about_page_may_be_scheduled_for_when_the_first_has_expired() -> None:
    first = make_about(title="First")
    second = add(home(), OrganizationAbout(title="Second"))
    assert [error.code for error in second.publish_errors()] == ["second_about_page"]
    swap = timezone.now() + datetime.timedelta(days=1)
    first.expire_at = swap
    publish(first)
    second.go_live_at = swap
    assert second.publish_errors() == []


def test_only_what_is_broken_in_the_same_way_is_excused() -> None:
    post = make_post()
    post.authors.set([PostAuthor(name="Twice"), PostAuthor(name="Twice")])
    image, other = make_image(alt=""), make_image(alt="")
    broken = {"type": "heading", "value": {"text": "", "level": "2"}, "id": "1"}
    GuestBlogPost.objects.filter(pk=post.pk).update(feature_image=image)
    post = GuestBlogPost.objects.get(pk=post.pk)
    post.authors.set([PostAuthor(name="Twice"), PostAuthor(name="Twice")])
    post.body = [broken]
    post.save()
    draft = GuestBlogPost.objects.get(pk=post.pk)
    blocking, warnings = draft.split_publish_errors()
    assert blocking == []
    assert {error.code for error in warnings} == {"listed_twice", "image_without_alt", "body_incomplete"}
    draft.authors.add(PostAuthor(name="Again"), PostAuthor(name="Again"))
    draft.feature_image = other
    draft.body = [broken, {**broken, "id": "2"}]
    blocking, _ = draft.split_publish_errors()
    assert sorted(error.code for error in blocking) == ["body_incomplete", "image_without_alt", "listed_twice"]


def test_a_time_to_sign_up_needs_its_day() -> None:
    event = make_event()
    event.rsvp_deadline_time = datetime.time(12)
    assert [(error.code, error.field) for error in event.publish_errors()] == [("time_without_day", "rsvp_deadline_on")]


@pytest.mark.parametrize("code", ["XK", "AC", "IC"])
def test_countries_that_have_no_assigned_code_of_iso_can_be_chosen(code: str) -> None:
    for model, name in ((EventPage, "venue_country"), (OrganizationAbout, "address_country")):
        field = model._meta.get_field(name)
        assert field.clean(code, None) == code
        assert field.formfield().clean(code) == code
