"""Series of events: their list and details, and what events say of theirs."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from api.content import series_dates
from pages.models import EventPage, EventSeries
from tests.api.conftest import Get
from tests.content import home, make_event, make_image, make_section, make_series, publish, translate

NOW = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def series() -> EventSeries:
    """A series with a date in the past, two to come of which the first is canceled, and one that is postponed."""
    series = make_series(summary="Every second week.", image=make_image())
    for number, (day, status) in enumerate(
        [(2, "scheduled"), (9, "cancelled"), (16, "scheduled"), (23, "postponed")], start=1
    ):
        date = datetime.date(2029 if number == 1 else 2030, 1, day)
        make_event(title=f"Meeting {number}", start_date=date, status=status, series=series, series_number=number)
    return series


@pytest.fixture(autouse=True)
def now() -> object:
    with time_machine.travel(NOW, tick=False) as traveler:
        yield traveler


class TestDetail:
    def test_all_that_a_series_says(self, series: EventSeries, get: Get) -> None:
        found = get("series/tuesday-meetings/")
        assert {name: found[name] for name in ("id", "slug", "title", "summary", "count")} == {
            "id": series.pk,
            "slug": "tuesday-meetings",
            "title": "Tuesday meetings",
            "summary": "Every second week.",
            "count": 4,
        }
        assert found["image"]["id"] == series.image_id
        assert "name" not in found
        assert [(date["title"], date["number"]) for date in found["dates"]] == [
            (f"Meeting {number}", number) for number in (1, 2, 3, 4)
        ]
        # A date that is canceled or postponed is listed, and says so, but is never the next one.
        assert [date["listing"]["status"] for date in found["dates"]] == [
            *("scheduled", "cancelled", "scheduled", "postponed")
        ]
        assert (found["next"]["title"], found["next"]["starts_at"]) == ("Meeting 3", "2030-01-16T18:00:00Z")
        assert found["next"]["meta"]["html_path"] == "/meeting-3/"

    def test_what_is_next_follows_the_clock(self, series: EventSeries, get: Get, now: Any) -> None:
        now.move_to(datetime.datetime(2030, 1, 16, 18, 30, tzinfo=datetime.UTC))
        assert get("series/tuesday-meetings/")["next"]["title"] == "Meeting 3"
        now.move_to(datetime.datetime(2030, 1, 16, 19, 30, tzinfo=datetime.UTC))
        assert get("series/tuesday-meetings/")["next"] is None

    def test_without_dates(self, get: Get) -> None:
        make_series()
        found = get("series/tuesday-meetings/")
        assert (found["next"], found["count"], found["dates"], found["image"]) == (None, 0, [], None)

    def test_the_last_dates_are_listed(self, series: EventSeries, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(series_dates, "MOST_DATES", 2)
        found = get("series/tuesday-meetings/", fields="_,count,dates(_,title,starts_at)")
        assert found == {
            "count": 4,
            "dates": [
                {"title": "Meeting 3", "starts_at": "2030-01-16T18:00:00Z"},
                {"title": "Meeting 4", "starts_at": "2030-01-23T18:00:00Z"},
            ],
        }

    def test_what_is_not_public_is_no_date(self, series: EventSeries, get: Get) -> None:
        section = make_section(title="Members only")
        make_event(section, title="For members", series=series)
        PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
        draft = make_event(title="Draft", series=series)
        draft.unpublish()
        found = get("series/tuesday-meetings/")
        assert (found["count"], len(found["dates"])) == (4, 4)

    def test_a_language_and_an_alias_are_no_further_date(self, series: EventSeries, get: Get) -> None:
        event = EventPage.objects.get(title="Meeting 3")
        event.create_alias(parent=make_section(title="Elsewhere"))
        german = Locale.objects.create(language_code="de")
        translate(home(), german, "Start")
        translate(event, german, "Treffen 3")
        found = get("series/tuesday-meetings/")
        assert found["count"] == 4
        assert found["next"]["title"] == "Meeting 3"

    def test_a_series_that_is_not_public(self, series: EventSeries, get: Get) -> None:
        event = EventPage.objects.get(title="Meeting 3")
        assert get(f"events/{event.pk}/")["series"] is not None
        series.unpublish()
        get("series/tuesday-meetings/", expected=404)
        assert get(f"events/{event.pk}/")["series"] is None
        assert get("events/", series="tuesday-meetings")["items"] == []
        assert get("series/")["items"] == []


class TestList:
    def test_it_has_what_cards_show(self, series: EventSeries, get: Get) -> None:
        make_series("Annual lecture")
        answer = get("series/")
        assert [item["title"] for item in answer["items"]] == ["Annual lecture", "Tuesday meetings"]
        assert all("dates" not in item for item in answer["items"])
        assert [item["next"] and item["next"]["number"] for item in answer["items"]] == [None, 3]

    def test_it_is_filtered_by_phase_name_and_search(self, series: EventSeries, get: Get) -> None:
        make_series("Annual lecture")
        for query, expected in (
            ({"phase": "upcoming"}, ["Tuesday meetings"]),
            ({"phase": "ongoing"}, []),
            ({"phase": "ongoing,past"}, ["Tuesday meetings"]),
            ({"title": "Annual lecture"}, ["Annual lecture"]),
            ({"search": "second"}, ["Tuesday meetings"]),
            ({"order": "-title"}, ["Tuesday meetings", "Annual lecture"]),
        ):
            assert [item["title"] for item in get("series/", **query)["items"]] == expected, query
        assert get("series/", expected=400, phase="sometime")["errors"][0]["code"] == "unknown_value"

    def test_it_changes_with_its_dates(self, series: EventSeries, client: Client) -> None:
        assert client.get("/api/v2/series/").json()["items"][0]["count"] == 4
        event = EventPage.objects.get(title="Meeting 3")
        event.status = "cancelled"
        publish(event)
        (item,) = client.get("/api/v2/series/").json()["items"]
        assert (item["count"], item["next"]) == (4, None)


class TestEvents:
    def test_an_event_names_its_series(self, series: EventSeries, get: Get) -> None:
        event = EventPage.objects.get(title="Meeting 3")
        expected = {"id": series.pk, "slug": "tuesday-meetings", "title": "Tuesday meetings", "number": 3}
        expected |= {"position": 3, "count": 4, "is_next": True}
        assert get(f"events/{event.pk}/")["series"] == expected
        items = get("events/", series="tuesday-meetings")["items"]
        assert [item["series"]["number"] for item in items] == [1, 2, 3, 4]

    def test_which_date_of_the_series_an_event_is(self, series: EventSeries, get: Get, now: Any) -> None:
        def places() -> list[Any]:
            items = get("events/", series="tuesday-meetings", fields="_,series(position,count,is_next)")["items"]
            return [tuple(item["series"].values()) for item in items]

        assert places() == [(1, 4, False), (2, 4, False), (3, 4, True), (4, 4, False)]
        now.move_to(datetime.datetime(2030, 1, 16, 19, 30, tzinfo=datetime.UTC))
        assert places() == [(1, 4, False), (2, 4, False), (3, 4, False), (4, 4, False)]

    def test_stored_responses_follow_the_other_dates(self, series: EventSeries, client: Client, now: Any) -> None:
        event = EventPage.objects.get(title="Meeting 3")
        addresses = ("/api/v2/events/?title=Meeting%203", f"/api/v2/events/{event.pk}/")

        def places() -> set[Any]:
            answers = [client.get(address).json() for address in addresses]
            found = [answer["items"][0] if "items" in answer else answer for answer in answers]
            return {
                (event["series"]["position"], event["series"]["count"], event["series"]["is_next"]) for event in found
            }

        assert places() == {(3, 4, True)}
        added = make_event(title="Added", start_date=datetime.date(2030, 1, 14), series=series)
        assert places() == {(4, 5, False)}
        added.unpublish()
        assert places() == {(3, 4, True)}
        other = EventPage.objects.get(title="Meeting 2")
        other.status = "scheduled"
        publish(other)
        assert places() == {(3, 4, False)}
        now.move_to(datetime.datetime(2030, 1, 9, 22, tzinfo=datetime.UTC))
        assert places() == {(3, 4, True)}
        EventPage.objects.get(title="Meeting 1").delete()
        assert places() == {(2, 3, True)}

    def test_more_dates_and_more_series_take_no_more_queries(self, series: EventSeries, get: Get) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                get("events/")
            return len(captured)

        queries()
        before = queries()
        other = make_series("Annual lecture")
        for year in (2031, 2032, 2033):
            make_event(title=f"Lecture {year}", start_date=datetime.date(year, 5, 1), series=other)
        queries()
        assert queries() == before

    def test_an_alias_and_a_translation_are_the_date_that_they_show(
        self, series: EventSeries, get: Get, settings: Any
    ) -> None:
        settings.WAGTAIL_I18N_ENABLED = True
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
        event = EventPage.objects.get(title="Meeting 3")
        alias = event.create_alias(parent=make_section(title="Elsewhere"))
        german = Locale.objects.create(language_code="de")
        translate(home(), german, "Start")
        translated = translate(event, german, "Treffen 3")
        for page in (alias, translated):
            found = get(f"events/{page.pk}/")["series"]
            assert (found["position"], found["count"], found["is_next"]) == (3, 4, True)

    def test_other_events_have_none(self, get: Get) -> None:
        assert get(f"events/{make_event().pk}/")["series"] is None

    def test_the_filter_takes_several(self, series: EventSeries, get: Get) -> None:
        other = make_series("Annual lecture")
        make_event(title="Lecture", series=other)
        make_event(title="Alone")
        assert get("events/", series="annual-lecture,tuesday-meetings")["meta"]["total_count"] == 5
        assert [item["title"] for item in get("events/", series="annual-lecture")["items"]] == ["Lecture"]
        assert get("events/", series="unknown")["items"] == []

    def test_search_engines_are_told(self, series: EventSeries, get: Get) -> None:
        event = EventPage.objects.get(title="Meeting 3")
        graph = get(f"events/{event.pk}/")["meta"]["json_ld"]["@graph"]
        (node,) = (node for node in graph if node["@type"] == "Event")
        (found,) = (node for node in graph if node["@type"] == "EventSeries")
        assert node["superEvent"] == {"@id": found["@id"]}
        assert found["name"] == "Tuesday meetings"
        assert found["@id"].endswith("/#series-tuesday-meetings")
