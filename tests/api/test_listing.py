"""What the cards of pages say, wherever they are."""

import json
from typing import Any

import pytest
from django.test import Client

from pages.models import EventPage, EventSpeaker, HomePageFeatured, PostAuthor, PostRelatedPage
from tests.api.conftest import Get
from tests.content import block, home, make_event, make_person, make_post, make_section, open_preview, publish
from tests.statuses import DAY, WORDS, title_of


@pytest.fixture
def events() -> dict[str, EventPage]:
    """An event of each status, with the same date."""
    return {status: make_event(title=title_of(status), status=status, start_date=DAY) for status in WORDS}


def check(cards: dict[str, Any]) -> None:
    """Check the cards of the events, by title."""
    for status in WORDS:
        card = cards[title_of(status)]
        assert card["status"] == status
        assert card["date"] == (None if status == "postponed" else DAY.isoformat())
        assert card["url"] == f"https://www.example.org/{title_of(status).lower().replace(' ', '-')}/"


def cards(links: Any) -> dict[str, Any]:
    return {link["title"]: link["listing"] for link in links}


def test_every_list_says_the_status(get: Get, events: dict[str, EventPage]) -> None:
    post = make_post()
    check(cards(get("events/")["items"]))
    check(cards(get("pages/", type="pages.EventPage", fields="listing")["items"]))
    mixed = cards(get("pages/", fields="listing")["items"])
    check(mixed)
    assert mixed["A post"]["status"] is None
    assert mixed["A post"] == get(f"posts/{post.pk}/")["listing"]
    assert mixed["A post"]["date"] == str(post.published_on)
    check({event.title: get(f"events/{event.pk}/")["listing"] for event in events.values()})


def test_every_link_says_the_status(get: Get, events: dict[str, EventPage]) -> None:
    person = make_person()
    for event in events.values():
        event.speakers.set([EventSpeaker(person=person)])
        publish(event)
    check(cards(get(f"people/{person.slug}/")["events"]))
    shown = block("related_pages", {"pages": [event.pk for event in events.values()]})
    post = make_post(body=json.dumps([shown]))
    post.related_pages.set([PostRelatedPage(page=event) for event in events.values()])
    publish(post)
    found = get(f"posts/{post.pk}/")
    check(cards(found["related"]))
    check(cards(found["body"][0]["value"]["pages"]))
    front = home()
    front.featured.set([HomePageFeatured(page=event, sort_order=n) for n, event in enumerate(events.values())])
    publish(front)
    check(cards(get("pages/find/", html_path="/")["featured"]))
    suggested = cards(get("resolve/", path="/meeting-9/")["suggestions"])
    assert {suggested[title]["status"] for title in suggested if title.startswith("Meeting")} <= set(WORDS)
    assert sum(title.startswith("Meeting") for title in suggested) >= 3


def test_a_draft_says_the_status(get: Get) -> None:
    event = make_event(status="scheduled", start_date=DAY)
    event.status = "postponed"
    query = {"content_type": "pages.eventpage", "token": open_preview(event)}
    draft = get("preview/", **query)
    assert (draft["listing"]["status"], draft["listing"]["date"]) == ("postponed", None)
    assert draft["_edit"]["/listing/status"] == "status"


class TestPathsOfShortPeople:
    def test_a_row_says_where_the_page_of_its_person_is(self, get: Get) -> None:
        section = make_section(title="People", shows="people")
        person = make_person()
        post = make_post(authors=[PostAuthor(person=person)])
        path = get(f"people/{person.slug}/")["html_path"]
        assert path == f"/people/{person.slug}/"
        for found in (get(f"posts/{post.pk}/"), get("posts/")["items"][0]):
            assert found["authors"][0]["person"]["html_path"] == path
        section.unpublish()
        for found in (get(f"posts/{post.pk}/"), get("posts/")["items"][0]):
            assert found["authors"][0]["person"]["html_path"] is None

    def test_a_section_that_is_hidden_lists_nobody(self, get: Get, client: Client) -> None:
        hidden = make_section(title="Hidden", shows="people")
        hidden.view_restrictions.create(restriction_type="login")
        post = make_post(authors=[PostAuthor(person=make_person())])
        assert get(f"posts/{post.pk}/")["authors"][0]["person"]["html_path"] is None
        make_section(title="People", shows="people")
        assert get(f"posts/{post.pk}/")["authors"][0]["person"]["html_path"].startswith("/people/")
