"""The pages of the admin on which an event is repeated, and a change is brought to other dates."""

import datetime
import html
import json
import re
from typing import Any

import pytest
from django.test import Client

from pages.models import EventPage, EventSeries, User
from pages.series.making import make_dates
from tests.content import make_event, make_series, publish
from tests.pages.form_data import event_data

pytestmark = pytest.mark.django_db
RULE = {"series": "Tuesday meetings", "frequency": "weekly", "interval": "1", "count": "3", "until": ""}


@pytest.fixture
def event() -> EventPage:
    day = datetime.date(2030, 3, 5)
    event: EventPage = make_event(title="A meeting", start_date=day, start_time=datetime.time(2, 30), end_time=None)
    return event


@pytest.fixture
def moderating(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def url(event: EventPage, name: str) -> str:
    return f"/admin/events/{event.pk}/{name}/"


def text_of(response: Any) -> str:
    """Return what the page says, on one line."""
    main = response.content.decode().partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def save(client: Client, event: EventPage, **fields: Any) -> Any:
    """Publish an event by its form."""
    own = {"title": "A meeting", "slug": event.slug, "start_date": str(event.start_date), "series": event.series_id}
    # Like a browser, it leaves the keys of paragraphs as they are.
    paragraph = {"key": "abcde", "type": "unstyled", "text": "Come.", "depth": 0}
    paragraph |= {"inlineStyleRanges": [], "entityRanges": []}
    intro = json.dumps({"blocks": [paragraph], "entityMap": {}})
    data = event_data(**own, series_number="", intro=intro, **fields)
    address = f"/admin/pages/{event.pk}/edit/"
    return client.post(address, {**data, "action-publish": "action-publish"}, follow=True)


def messages_of(response: Any) -> str:
    """Return the messages above the page, as the browser shows them."""
    return " ".join(str(message) for message in response.context["messages"])


def offered(response: Any) -> dict[str, bool]:
    """Return the days that are offered, and whether they are chosen."""
    boxes = re.findall(r'<input type="checkbox" name="day" value="([\d-]+)"([^>]*)>', response.content.decode())
    return {day: "checked" in rest for day, rest in boxes}


class TestRepeating:
    def test_the_days_are_shown_before_anything_is_made(self, event: EventPage, moderating: Client) -> None:
        assert "How often" in text_of(moderating.get(url(event, "repeat")))
        response = moderating.post(url(event, "repeat"), {**RULE, "further_days": "March 10, 2030"})
        assert offered(response) == {"2030-03-05": False, "2030-03-10": True, "2030-03-12": True, "2030-03-19": True}
        text = text_of(response)
        assert "Tuesday, March 5, 2030 (has a date already)" in text
        assert "Sunday, March 10, 2030 (the clocks go forward: this hour does not exist on that day)" in text
        assert EventPage.objects.count() == 1 and not EventSeries.objects.exists()

    def test_the_chosen_days_become_drafts(self, event: EventPage, moderating: Client) -> None:
        response = moderating.post(url(event, "repeat"), {**RULE, "make": "draft", "day": ["2030-03-19"]}, follow=True)
        assert "1 date was made." in text_of(response)
        series = EventSeries.objects.get()
        assert (series.name, series.rule, series.live) == ("Tuesday meetings", "FREQ=WEEKLY;COUNT=3", True)
        found = EventPage.objects.filter(series=series).order_by("start_date")
        assert [(page.start_date.day, page.live, page.series_number) for page in found if page.start_date] == [
            (5, True, 1),
            (19, False, 2),
        ]

    def test_a_moderator_can_publish_them_at_once(self, event: EventPage, moderating: Client) -> None:
        chosen = {"make": "published", "day": ["2030-03-12", "2030-03-19"]}
        response = moderating.post(url(event, "repeat"), {**RULE, **chosen}, follow=True)
        assert "2 dates were made." in text_of(response)
        assert EventPage.objects.filter(live=True).count() == 3

    def test_an_editor_cannot(self, event: EventPage, editing: Client) -> None:
        response = editing.post(url(event, "repeat"), RULE)
        assert "Make drafts" in text_of(response) and "Make and publish" not in text_of(response)
        editing.post(url(event, "repeat"), {**RULE, "make": "published", "day": ["2030-03-12"]})
        assert not EventPage.objects.get(start_date="2030-03-12").live
        # The series is as the editor's other records: it is published with the first page that shows it.
        assert not EventSeries.objects.get().live

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"count": ""}, "Enter how many dates there are, or the last day."),
            ({"until": "2030-04-01"}, "Enter how many dates there are or the last day, not both."),
            ({"count": "", "until": "2029-01-01"}, "There is no date between the first one and the end."),
            ({"count": "", "until": "2199-12-31"}, "These are more than 60 dates."),
            ({"further_days": "someday"}, "someday:"),
            ({"frequency": "by_hand"}, "Enter at least one day, or choose a rule."),
            ({"frequency": "sometimes"}, "Select a valid choice."),
            ({"interval": "0"}, "greater than or equal to 1"),
            ({"series": ""}, "This field is required."),
            ({"make": "draft"}, "Choose at least one day."),
            ({"make": "draft", "day": ["2031-01-01", "x"]}, "Choose at least one day."),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_made(
        self, given: dict[str, Any], sentence: str, event: EventPage, moderating: Client
    ) -> None:
        response = moderating.post(url(event, "repeat"), {**RULE, **given})
        assert response.status_code == 200
        assert sentence in text_of(response)
        # What was typed is still there.
        assert given.get("series", "Tuesday meetings") in response.content.decode()
        assert EventPage.objects.count() == 1 and not EventSeries.objects.exists()

    def test_more_days_than_are_made_at_once(self, event: EventPage, moderating: Client) -> None:
        further = "\n".join(f"2031-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 21))
        response = moderating.post(url(event, "repeat"), {**RULE, "further_days": further})
        assert "These are more than 60 dates." in text_of(response)
        assert offered(response) == {}

    def test_an_event_without_a_date_is_not_repeated(self, moderating: Client) -> None:
        event = make_event(title="Some day", start_date=None, start_time=None, end_time=None, date_note="Autumn")
        response = moderating.get(url(event, "repeat"))
        assert response.status_code == 302
        assert "Repeat" not in text_of(moderating.get(f"/admin/pages/{event.pk}/edit/"))

    def test_who_may_not_edit_may_not_repeat(self, event: EventPage, client: Client) -> None:
        for name in ("repeat", "dates"):
            assert "/login/" in client.get(url(event, name))["Location"]
        user = User.objects.create_user("reader@example.org", "a-password-for-tests", is_staff=True)
        client.force_login(user)
        for name in ("repeat", "dates"):
            assert client.get(url(event, name)).status_code == 302
            assert client.post(url(event, name), RULE).status_code == 302
        assert EventPage.objects.count() == 1

    def test_the_buttons(self, event: EventPage, moderating: Client) -> None:
        page = moderating.get(f"/admin/pages/{event.pk}/edit/").content.decode()
        assert url(event, "repeat") in page and url(event, "dates") not in page
        event.series = make_series()
        publish(event)
        assert url(event, "dates") in moderating.get(f"/admin/pages/{event.pk}/edit/").content.decode()


class TestDates:
    @pytest.fixture
    def dates(self, event: EventPage, moderator: User) -> list[EventPage]:
        series = make_series()
        event.start_time = datetime.time(18)
        publish(event)
        days = [datetime.date(2030, 3, day) for day in (12, 19)]
        latest = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
        make_dates(latest, days, series, moderator, publish=True)
        return list(EventPage.objects.filter(series=series).order_by("series_number"))

    def test_what_would_change_is_shown(self, dates: list[EventPage], moderating: Client) -> None:
        first, second, _ = dates
        second.venue_room = "The garden"
        publish(second)
        first.venue_room, first.subtitle = "Room 4", "Bring cake"
        publish(first)
        text = text_of(moderating.get(url(first, "dates")))
        assert "Tuesday, March 12, 2030, 6:00 pm EDT A meeting live Subtitle Place: room" in text
        assert "Tuesday, March 19, 2030, 6:00 pm EDT A meeting live Subtitle, Place: room –" in text
        assert not EventPage.objects.filter(pk=second.pk, subtitle="Bring cake").exists()

    def test_the_chosen_ones_change(self, dates: list[EventPage], moderating: Client) -> None:
        first, second, third = dates
        first.subtitle = "Bring cake"
        publish(first)
        response = moderating.post(url(first, "dates"), {"date": [str(third.pk), "x", "999999"]}, follow=True)
        assert "1 date was changed." in text_of(response)
        found = dict(EventPage.objects.values_list("pk", "subtitle"))
        assert found == {first.pk: "Bring cake", second.pk: "", third.pk: "Bring cake"}

    def test_none_chosen(self, dates: list[EventPage], moderating: Client) -> None:
        response = moderating.post(url(dates[0], "dates"), {}, follow=True)
        assert "Choose at least one date. Nothing was changed." in text_of(response)

    def test_an_event_alone(self, event: EventPage, moderating: Client) -> None:
        assert "There are no other dates." in text_of(moderating.get(url(event, "dates")))

    def test_the_following_ones_change(self, dates: list[EventPage], moderating: Client) -> None:
        first, second, third = dates
        second.subtitle = "Bring cake"
        publish(second)
        text = text_of(moderating.get(url(second, "dates")))
        assert "Change the following dates (1)" in text and "Change all dates (2)" in text
        response = moderating.post(url(second, "dates"), {"scope": "following", "date": [str(first.pk)]}, follow=True)
        assert "1 date was changed." in text_of(response)
        found = dict(EventPage.objects.values_list("pk", "subtitle"))
        assert found == {first.pk: "", second.pk: "Bring cake", third.pk: "Bring cake"}

    def test_all_change(self, dates: list[EventPage], moderating: Client) -> None:
        dates[1].subtitle = "Bring cake"
        publish(dates[1])
        response = moderating.post(url(dates[1], "dates"), {"scope": "all"}, follow=True)
        assert "2 dates were changed." in text_of(response)
        assert set(EventPage.objects.values_list("subtitle", flat=True)) == {"Bring cake"}
        assert "There is nothing to change on the other dates." in text_of(moderating.get(url(dates[1], "dates")))

    def test_what_follows_the_last_one_is_nothing(self, dates: list[EventPage], moderating: Client) -> None:
        dates[2].subtitle = "Bring cake"
        publish(dates[2])
        assert "Change the following" not in text_of(moderating.get(url(dates[2], "dates")))
        response = moderating.post(url(dates[2], "dates"), {"scope": "following"}, follow=True)
        assert "Nothing was changed." in text_of(response)

    def test_the_scope_of_the_address_is_ticked(self, dates: list[EventPage], moderating: Client) -> None:
        dates[1].subtitle = "Bring cake"
        publish(dates[1])
        for query, ticked in (("?scope=following", {2}), ("?scope=all", {0, 2}), ("?scope=nonsense", {0, 2})):
            page = moderating.get(url(dates[1], "dates") + query).content.decode()
            boxes = re.findall(r'name="date" value="(\d+)" checked', page)
            assert set(boxes) == {str(dates[place].pk) for place in ticked}, query

    def test_after_publishing_a_change_the_other_dates_are_offered(
        self, dates: list[EventPage], moderating: Client
    ) -> None:
        last = {"subtitle": "Bring cake", "venue_room": "Room 4"}
        # The form has other values than the dates were made with.
        save(moderating, dates[1])
        response = save(moderating, dates[1], **last)
        assert "This was changed on this date only: Subtitle, Place: room." in messages_of(response)
        page = response.content.decode()
        for scope, label in (("following", "The following dates (1)"), ("all", "All other dates (2)")):
            assert f"{url(dates[1], 'dates')}?scope={scope}" in page and label in page
        # Nothing has changed since then, and what belongs to one date is no reason to ask.
        assert "on this date only" not in messages_of(save(moderating, dates[1], **last, status_note="Come early"))

    def test_an_event_without_other_dates_offers_none(self, event: EventPage, moderating: Client) -> None:
        event.start_time = datetime.time(18)
        event.series = make_series()
        publish(event)
        save(moderating, event)
        assert "on this date only" not in messages_of(save(moderating, event, subtitle="Bring cake"))

    def test_the_form_says_which_date_it_is(self, dates: list[EventPage], moderating: Client) -> None:
        text = text_of(moderating.get(f"/admin/pages/{dates[1].pk}/edit/"))
        series = dates[1].series
        assert series is not None
        words = f"Date 2 of 3 of “{series.name}”: previous (March 5, 2030) , next (March 19, 2030) , all dates"
        assert words in text
        assert "Date 1 of 3" in text_of(moderating.get(f"/admin/pages/{dates[0].pk}/edit/"))
