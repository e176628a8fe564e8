"""What lists of pages can be filtered and ordered by, depending on the types they hold."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from api.registry.page_types import in_order
from pages.models import EventPage, EventSpeaker, GuestBlogPost, PostAuthor
from tests.api.conftest import Get
from tests.content import make_event, make_person, make_post, make_section, make_topic, publish

POSTS_AND_EVENTS = "pages.GuestBlogPost,pages.EventPage"


def titles(get: Get, path: str, **query: Any) -> list[str]:
    return [item["title"] for item in get(path, **query)["items"]]


def queries(client: Client, **query: str) -> int:
    client.get("/api/v2/pages/", query)
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/api/v2/pages/", query)
    assert response.status_code == 200, response.content
    return len(captured)


@pytest.fixture
def news() -> None:
    """A section with posts by and events with one person, a topic and tags."""
    section = make_section(title="News")
    ada = make_person("Ada Writer")
    old = make_post(section, "Old post", [PostAuthor(person=ada)], published_on=datetime.date(2020, 1, 1))
    make_post(section, "New post", published_on=datetime.date(2024, 1, 1))
    past = make_event(section, "Past event", start_date=datetime.date(2017, 6, 16), speakers=[EventSpeaker(person=ada)])
    make_event(section, "Later event", start_date=datetime.date(2031, 6, 16))
    make_event(section, "Next event", start_date=datetime.date(2030, 6, 16), status="postponed")
    topic = make_topic("Safe work")
    for page, tags in ((old, ["hope", "work"]), (past, ["hope"])):
        page.topics.set([topic])
        page.tags.add(*tags)
        publish(page)


@pytest.mark.slow
@pytest.mark.usefixtures("news")
def test_one_type_brings_its_own_filters(get: Get) -> None:
    events = {"type": "pages.EventPage"}
    assert titles(get, "pages/", **events, phase="upcoming") == ["Later event"]
    assert titles(get, "pages/", **events, phase="past", speaker="ada-writer") == ["Past event"]
    assert titles(get, "pages/", **events, status="postponed") == ["Next event"]
    assert titles(get, "pages/", **events, **{"starts_at__gte": "2031-01-01"}) == ["Later event"]
    assert titles(get, "pages/", **events, **{"from": "2018-01-01", "to": "2030-12-31"}) == ["Next event"]
    posts = {"type": "pages.GuestBlogPost"}
    assert titles(get, "pages/", **posts, author="ada-writer") == ["Old post"]
    assert titles(get, "pages/", **posts, published_on="2024-01-01") == ["New post"]
    assert titles(get, "pages/", type="pages.EventPage,pages.EventPage", phase="past") == ["Past event"]


@pytest.mark.slow
@pytest.mark.usefixtures("news")
def test_one_type_brings_its_own_order_but_not_its_default_order(get: Get) -> None:
    assert titles(get, "pages/", type="pages.EventPage", order="starts_at") == [
        "Past event",
        "Next event",
        "Later event",
    ]
    assert titles(get, "pages/", type="pages.GuestBlogPost", order="-published_on") == ["New post", "Old post"]
    assert titles(get, "pages/", type="pages.GuestBlogPost") == ["Old post", "New post"]
    assert titles(get, "posts/") == ["New post", "Old post"]


@pytest.mark.slow
@pytest.mark.usefixtures("news")
def test_a_cursor_continues_in_the_order_of_a_column_of_the_type(get: Get) -> None:
    query = {"type": "pages.EventPage", "order": "starts_at", "limit": 1}
    first = get("pages/", **query)
    second = get("pages/", **query, cursor=first["meta"]["next_cursor"])
    assert [item["title"] for item in second["items"]] == ["Next event"]
    other = {**query, "type": "pages.GuestBlogPost", "order": "title"}
    get("pages/", expected=400, **other, cursor=first["meta"]["next_cursor"])


@pytest.mark.slow
@pytest.mark.usefixtures("news")
def test_several_types_take_the_filters_that_each_of_them_has(get: Get) -> None:
    both = {"type": POSTS_AND_EVENTS}
    assert titles(get, "pages/", **both, tags="hope") == ["Old post", "Past event"]
    assert titles(get, "pages/", **both, tags="hope,work") == ["Old post"]
    assert titles(get, "pages/", **both, tags__in="work,none") == ["Old post"]
    assert titles(get, "pages/", **both, topic="safe-work", order="-title") == ["Past event", "Old post"]
    assert titles(get, "pages/", **both, topic__in="safe-work,none", title="Old post") == ["Old post"]
    assert titles(get, "pages/", **both, topic="none") == []
    assert titles(get, "pages/", **both, child_of="root") == []


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("phase=past", "phase", "unknown_parameter"),
        ("tags=hope", "tags", "unknown_parameter"),
        ("order=starts_at", "order", "unknown_order"),
        ("type=wagtailcore.Page&tags=hope", "tags", "unknown_parameter"),
        ("type=wagtailcore.Page,pages.EventPage&tags=hope", "tags", "unknown_parameter"),
        ("type=pages.GuestBlogPost&phase=past", "phase", "unknown_parameter"),
        ("type=pages.EventPage&author=ada-writer", "author", "unknown_parameter"),
        ("type=pages.EventPage&order=published_on", "order", "unknown_order"),
        ("type=pages.EventPage&phase=later", "phase", "unknown_value"),
        ("type=pages.EventPage&from=2030-01-02&to=2030-01-01", "from", "from_after_to"),
        ("type=pages.EventPage&rsvp_email=x", "rsvp_email", "unknown_parameter"),
        ("type=pages.EventPage,pages.GuestBlogPost&phase=past", "phase", "unknown_parameter"),
        ("type=pages.EventPage,pages.GuestBlogPost&author=x", "author", "unknown_parameter"),
        ("type=pages.EventPage,pages.GuestBlogPost&order=starts_at", "order", "unknown_order"),
        ("type=pages.SectionPage,pages.GuestBlogPost&tags=hope", "tags", "unknown_parameter"),
        ("type=pages.GuestBlogPost,pages.EventPage,pages.OrganizationAbout&tags=x", "tags", "unknown_parameter"),
        ("type=pages.Evnt&phase=past", "type", "unknown_type"),
    ],
)
def test_what_not_every_type_has_is_refused(query: str, parameter: str, code: str, client: Client) -> None:
    response = client.get(f"/api/v2/pages/?{query}")
    assert response.status_code == 400
    assert [(error["parameter"], error["code"]) for error in response.json()["errors"]] == [(parameter, code)]


def test_types_have_an_order_of_their_own() -> None:
    assert in_order([EventPage, GuestBlogPost, EventPage]) == [GuestBlogPost, EventPage]


@pytest.mark.slow
@pytest.mark.usefixtures("news")
def test_filters_of_several_types_need_no_more_queries(client: Client) -> None:
    assert queries(client, type=POSTS_AND_EVENTS, tags="hope", topic="safe-work") == queries(
        client, type=POSTS_AND_EVENTS
    )


@pytest.mark.slow
def test_order_offset_and_cursor_span_the_types(get: Get) -> None:
    section = make_section(title="News")
    for number in range(3):
        make_event(section, f"{number} event")
        make_post(section, f"{number} post")
    query = {"type": POSTS_AND_EVENTS, "fields": "intro", "order": "-title", "limit": 2}
    wanted = ["2 post", "2 event", "1 post", "1 event", "0 post", "0 event"]
    assert titles(get, "pages/", **{**query, "limit": 6}) == wanted
    assert titles(get, "pages/", **query, offset=3) == wanted[3:5]
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = get("pages/", **query, **({"cursor": cursor} if cursor else {}))
        found += [item["title"] for item in answer["items"]]
        cursor = answer["meta"]["next_cursor"]
    assert found == wanted
