"""Series of events: the rule of their dates, making them, and changing several at once."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from pages.models import EventHost, EventPage, EventSeries, EventSpeaker, User
from pages.series.changing import change_dates, other_dates, planned_changes
from pages.series.making import make_dates
from pages.series.recurrence import MOST_DATES, Frequency, Recurrence, dates_of
from pages.series.shared_values import shared_fields, shared_values
from tests.content import block, make_event, make_person, make_series, make_topic, publish

TUESDAY = datetime.date(2030, 3, 5)


def days(*texts: str) -> list[datetime.date]:
    return [datetime.date.fromisoformat(text) for text in texts]


class TestRecurrence:
    @pytest.mark.parametrize(
        ("recurrence", "rule", "expected"),
        [
            (Recurrence(TUESDAY, Frequency.DAILY, count=3), "FREQ=DAILY;COUNT=3", ["03-05", "03-06", "03-07"]),
            (
                Recurrence(TUESDAY, Frequency.WEEKLY, 2, count=3),
                "FREQ=WEEKLY;INTERVAL=2;COUNT=3",
                ["03-05", "03-19", "04-02"],
            ),
            (
                Recurrence(TUESDAY, Frequency.WEEKLY, weekdays=("TH", "TU"), until=datetime.date(2030, 3, 14)),
                "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20300314",
                ["03-05", "03-07", "03-12", "03-14"],
            ),
            (
                Recurrence(TUESDAY, Frequency.MONTHLY_BY_WEEKDAY, count=3),
                "FREQ=MONTHLY;BYDAY=1TU;COUNT=3",
                ["03-05", "04-02", "05-07"],
            ),
            (
                Recurrence(datetime.date(2030, 1, 31), Frequency.MONTHLY_BY_WEEKDAY, count=3),
                "FREQ=MONTHLY;BYDAY=-1TH;COUNT=3",
                ["01-31", "02-28", "03-28"],
            ),
            (
                # A month without that day has no date.
                Recurrence(datetime.date(2030, 1, 31), Frequency.MONTHLY_BY_DAY, count=3),
                "FREQ=MONTHLY;COUNT=3",
                ["01-31", "03-31", "05-31"],
            ),
        ],
    )
    def test_the_dates_of_a_rule(self, recurrence: Recurrence, rule: str, expected: list[str]) -> None:
        assert recurrence.rule == rule
        assert [f"{day:%m-%d}" for day in recurrence.dates()] == expected

    def test_a_leap_day_is_yearly_every_fourth_year(self) -> None:
        rule = Recurrence(datetime.date(2028, 2, 29), Frequency.YEARLY, until=datetime.date(2036, 12, 31))
        assert rule.dates() == days("2028-02-29", "2032-02-29", "2036-02-29")

    @pytest.mark.parametrize(
        ("rule", "code"),
        [
            ("FREQ=WEEKLY;COUNT=0", "no_dates"),
            ("FREQ=DAILY;UNTIL=20290101", "no_dates"),
            ("FREQ=DAILY;COUNT=61", "too_many_dates"),
            ("FREQ=DAILY", "too_many_dates"),
            ("FREQ=SOMETIMES", "malformed_rule"),
            ("", "malformed_rule"),
            ("BYDAY=TU", "malformed_rule"),
            ("FREQ=WEEKLY;INTERVAL=-1", "malformed_rule"),
            ("FREQ=WEEKLY;COUNT=x", "malformed_rule"),
            ("FREQ=WEEKLY;UNTIL=20300101T000000Z;COUNT=3;BYDAY=QQ", "malformed_rule"),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "no_dates"),
        ],
    )
    def test_what_gives_no_dates_says_so(self, rule: str, code: str) -> None:
        with pytest.raises(ValidationError) as refused:
            dates_of(rule, TUESDAY)
        assert refused.value.code == code

    def test_the_most_dates_are_made(self) -> None:
        assert len(dates_of(f"FREQ=DAILY;COUNT={MOST_DATES}", TUESDAY)) == MOST_DATES

    def test_the_calendar_ends(self) -> None:
        assert dates_of("FREQ=YEARLY;COUNT=1", datetime.date.max) == [datetime.date.max]


@pytest.fixture
def event(db: None) -> EventPage:
    """A meeting on a Tuesday in New York, five days before the clocks change there."""
    event: EventPage = make_event(
        title="Tuesday meeting",
        start_date=TUESDAY,
        start_time=datetime.time(18, 30),
        end_time=datetime.time(20),
        rsvp_mode="url",
        rsvp_url="https://sign.example.org/",
        rsvp_deadline_on=TUESDAY - datetime.timedelta(days=2),
        body=[block("paragraph", "<p>Come along.</p>")],
        speakers=[EventSpeaker(person=make_person("Ada"), role="keynote")],
        hosts=[EventHost(name="The branch")],
    )
    event.topics.set([make_topic()])
    event.tags.add("meeting")
    published: EventPage = publish(event)
    return published


def latest(event: EventPage) -> EventPage:
    found: EventPage = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    return found


def made(series: EventSeries | None) -> list[EventPage]:
    return list(EventPage.objects.filter(series=series).order_by("series_number"))


class TestMaking:
    def test_each_date_is_a_page_at_the_same_time_of_day(self, event: EventPage, moderator: User) -> None:
        series = make_series()
        result = make_dates(latest(event), days("2030-03-05", "2030-03-12", "2030-03-19"), series, moderator)
        assert result.problems == []
        first, second, third = made(series)
        assert first.pk == event.pk
        assert [page.series_number for page in (first, second, third)] == [1, 2, 3]
        assert [page.slug for page in (second, third)] == ["tuesday-meeting-2030-03-12", "tuesday-meeting-2030-03-19"]
        # The clocks went forward on March 10.
        assert [f"{page.starts_at:%m-%d %H:%M}" for page in (first, second, third)] == [
            *("03-05 23:30", "03-12 22:30", "03-19 22:30")
        ]
        assert second.rsvp_deadline_on == datetime.date(2030, 3, 10)
        assert not second.live and not third.live
        for page in (second, third):
            assert shared_values(latest(page)) == shared_values(latest(event))
            assert [row.person.name for row in latest(page).speakers.all()] == ["Ada"]
            assert list(latest(page).tags.names()) == ["meeting"]
            assert latest(page).body[0].value.source == "<p>Come along.</p>"

    def test_what_is_left_out_is_not_taken_along(self, event: EventPage, moderator: User) -> None:
        result = make_dates(latest(event), days("2030-03-12"), make_series(), moderator, leave_out={"speakers"})
        (page,) = result.pages
        assert list(latest(page).speakers.all()) == []
        assert [row.name for row in latest(page).hosts.all()] == ["The branch"]

    def test_they_are_published_if_that_is_asked_for(self, event: EventPage, moderator: User) -> None:
        series = make_series()
        result = make_dates(latest(event), days("2030-03-12"), series, moderator, publish=True)
        assert result.problems == []
        assert all(page.live for page in made(series))

    def test_what_cannot_be_published_stays_a_draft_and_is_named(self, event: EventPage, moderator: User) -> None:
        # In the night to March 10, there is no half past two.
        event.start_time, event.end_time = datetime.time(2, 30), datetime.time(4)
        event = publish(event)
        result = make_dates(latest(event), days("2030-03-09", "2030-03-10"), make_series(), moderator, publish=True)
        assert [EventPage.objects.get(pk=page.pk).live for page in result.pages] == [True, False]
        (problem,) = result.problems
        assert "(2030-03-10) was not published" in problem

    def test_it_can_be_extended_and_makes_no_date_twice(self, event: EventPage, moderator: User) -> None:
        series = make_series()
        make_dates(latest(event), days("2030-03-12", "2030-03-19"), series, moderator)
        result = make_dates(latest(event), days("2030-03-12", "2030-03-26"), series, moderator)
        assert [page.series_number for page in result.pages] == [4]
        assert [page.start_date for page in made(series)] == days(
            "2030-03-05", "2030-03-12", "2030-03-19", "2030-03-26"
        )

    def test_an_address_that_is_taken_gets_a_number(self, event: EventPage, moderator: User) -> None:
        make_event(title="Another", slug="tuesday-meeting-2030-03-12")
        (page,) = make_dates(latest(event), days("2030-03-12"), make_series(), moderator).pages
        assert page.slug == "tuesday-meeting-2030-03-12-2"

    def test_a_draft_is_repeated_too(self, event: EventPage, moderator: User) -> None:
        event.unpublish()
        series = make_series()
        result = make_dates(latest(event), days("2030-03-12"), series, moderator)
        assert result.problems == []
        assert [page.series_number for page in made(series)] == [1, 2]
        assert latest(event).series == series

    def test_a_draft_of_the_first_date_waits(self, event: EventPage, moderator: User) -> None:
        event.title = "A better title"
        event.save_revision()
        result = make_dates(latest(event), days("2030-03-12"), make_series(), moderator)
        assert [page.title for page in result.pages] == ["A better title"]
        assert "not published" in result.problems[0]
        assert EventPage.objects.get(pk=event.pk).title == "Tuesday meeting"
        assert latest(event).series is not None


class TestChanging:
    @pytest.fixture
    def dates(self, event: EventPage, moderator: User) -> list[EventPage]:
        series = make_series()
        make_dates(latest(event), days("2030-03-12", "2030-03-19"), series, moderator, publish=True)
        return made(series)

    def test_a_change_reaches_the_others(self, dates: list[EventPage], moderator: User) -> None:
        first = latest(dates[0])
        first.venue_room, first.start_time = "Room 4", datetime.time(19)
        first.hosts.set([EventHost(name="Two branches")])
        first.tags.set(["meeting", "new"])
        publish(first)
        done, problems = change_dates(latest(first), other_dates(first), moderator)
        assert problems == []
        assert [change.changed_labels for change in done] == [["Start time", "Place: room", "Tags", "Hosts"]] * 2
        for page in EventPage.objects.filter(pk__in=[date.pk for date in dates[1:]]):
            assert (page.live, page.venue_room, page.start_time) == (True, "Room 4", datetime.time(19))
            assert [row.name for row in page.hosts.all()] == ["Two branches"]
            assert set(page.tags.names()) == {"meeting", "new"}
            assert page.starts_at is not None and page.starts_at.hour == 23

    def test_what_was_changed_on_one_date_stays(self, dates: list[EventPage], moderator: User) -> None:
        second = latest(dates[1])
        second.venue_room = "The garden"
        publish(second)
        first = latest(dates[0])
        first.venue_room, first.price_note = "Room 4", "Free"
        publish(first)
        for change in planned_changes(latest(first), other_dates(first), moderator):
            own = change.page.pk == second.pk
            assert (list(change.changed), list(change.kept)) == (
                (["price_note"], ["venue_room"]) if own else (["venue_room", "price_note"], [])
            )
        change_dates(latest(first), other_dates(first), moderator)
        rooms = [(page.venue_room, page.price_note) for page in made(second.series)]
        assert rooms == [("Room 4", "Free"), ("The garden", "Free"), ("Room 4", "Free")]
        # Also the next time, and from another date.
        third = latest(dates[2])
        third.venue_room, third.price_note = "Room 5", "Free of charge"
        publish(third)
        change_dates(latest(third), other_dates(third), moderator)
        rooms = [(page.venue_room, page.price_note) for page in made(second.series)]
        assert rooms == [(room, "Free of charge") for room in ("Room 5", "The garden", "Room 5")]

    def test_dates_status_and_address_are_those_of_each(self, dates: list[EventPage], moderator: User) -> None:
        second = latest(dates[1])
        second.status, second.status_note = "cancelled", "The hall is closed."
        publish(second)
        first = latest(dates[0])
        first.title, first.slug, first.status = "Meeting", "meeting", "moved_online"
        publish(first)
        change_dates(latest(first), other_dates(first), moderator)
        found = [(page.title, page.slug, page.status, page.start_date) for page in made(second.series)]
        assert found == [
            ("Meeting", "meeting", "moved_online", TUESDAY),
            ("Meeting", "tuesday-meeting-2030-03-12", "cancelled", datetime.date(2030, 3, 12)),
            ("Meeting", "tuesday-meeting-2030-03-19", "scheduled", datetime.date(2030, 3, 19)),
        ]

    def test_a_draft_that_waits_is_not_published_with_it(self, dates: list[EventPage], moderator: User) -> None:
        second = latest(dates[1])
        second.summary = "A draft"
        second.save_revision()
        first = latest(dates[0])
        first.venue_room = "Room 4"
        publish(first)
        _, problems = change_dates(latest(first), other_dates(first), moderator)
        assert len(problems) == 1 and "not published" in problems[0]
        stored = EventPage.objects.get(pk=second.pk)
        assert (stored.venue_room, stored.summary) == ("", "")
        assert (latest(second).venue_room, latest(second).summary) == ("Room 4", "A draft")

    def test_an_editor_leaves_drafts(self, dates: list[EventPage], editor: User) -> None:
        first = latest(dates[0])
        first.venue_room = "Room 4"
        publish(first)
        _, problems = change_dates(latest(first), other_dates(first), editor)
        assert len(problems) == 2 and all("you may not publish it" in problem for problem in problems)
        assert [page.venue_room for page in made(first.series)] == ["Room 4", "", ""]
        assert latest(dates[1]).venue_room == "Room 4"

    def test_a_locked_date_is_named_and_nothing_changes_there(self, dates: list[EventPage], editor: User) -> None:
        EventPage.objects.filter(pk=dates[1].pk).update(locked=True)
        first = latest(dates[0])
        first.venue_room = "Room 4"
        publish(first)
        done, problems = change_dates(latest(first), other_dates(first), editor)
        assert [change.page.pk for change in done] == [dates[2].pk]
        assert "is locked" in problems[0] and "(2030-03-12)" in problems[0]
        assert latest(dates[1]).venue_room == ""

    def test_a_date_that_was_added_by_hand_keeps_what_is_its_own(self, dates: list[EventPage], moderator: User) -> None:
        series = dates[0].series
        by_hand = make_event(title="Excursion", start_date=datetime.date(2030, 4, 2), series=series)
        first = latest(dates[0])
        (change,) = planned_changes(first, [by_hand], moderator)
        assert change.changed == [] and "title" in change.kept

    def test_events_without_a_series_have_no_others(self, event: EventPage) -> None:
        make_event(title="Another")
        assert other_dates(event) == []


@pytest.mark.django_db
def test_every_field_of_the_form_is_shared_or_of_one_date() -> None:
    assert {"title", "body", "venue_name", "speakers", "topics", "tags", "rsvp_url"} <= shared_fields().keys()
    assert not {"slug", "start_date", "status", "series", "comments"} & shared_fields().keys()
    assert len(set(shared_fields().values())) == len(shared_fields())
