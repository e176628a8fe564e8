"""Walking a list by cursor while the list changes."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from pages.models import EventPage, PostAuthor
from tests.api.conftest import Get
from tests.api.endpoints import all_endpoints, order_names
from tests.content import (
    home,
    make_document,
    make_event,
    make_image,
    make_organization,
    make_person,
    make_post,
    make_section,
    make_series,
    make_topic,
    publish,
)

ORDERS = ("starts_at", "-starts_at", "status,-starts_at", "-ends_at,title", "title", "-id", "id", "all_day,-title")


def walk(get: Get, path: str, **query: Any) -> list[int]:
    """Follow next_cursor from the first page to the last and return the ids on the way."""
    seen: list[int] = []
    cursor: dict[str, str] = {}
    while True:
        answer = get(path, **query, **cursor)
        seen += [item["id"] for item in answer["items"]]
        if answer["meta"]["next_cursor"] is None:
            return seen
        cursor = {"cursor": answer["meta"]["next_cursor"]}


@pytest.fixture(scope="module")
def events(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[int]]:
    """The keys of events with equal and with missing starts and ends: made once, since publishing is slow."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield some_events()
        transaction.set_rollback(True)


def some_events() -> list[int]:
    parent = make_section(title="Events")
    days = [None, 14, 14, 15, None, 16, 14]
    keys = []
    for number, day in enumerate(days):
        dated = {"start_date": datetime.date(2030, 6, day)} if day else {"start_date": None, "date_note": "Later"}
        end = datetime.time(14) if number % 2 else None
        status = "cancelled" if number % 3 == 0 else "scheduled"
        keys.append(make_event(parent, f"Event {number % 4}", status=status, end_time=end, **dated).pk)
    return keys


@pytest.mark.slow
@pytest.mark.usefixtures("events")
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
@pytest.mark.parametrize("order", ORDERS)
def test_walking_gives_every_row_once_in_order(order: str, limit: int, get: Get) -> None:
    whole = [item["id"] for item in get("events/", order=order, limit=100)["items"]]
    assert len(whole) == len(set(whole)) == 7
    assert walk(get, "events/", order=order, limit=limit) == whole


@pytest.mark.slow
@pytest.mark.usefixtures("events")
@pytest.mark.parametrize("order", ORDERS)
def test_walking_back_gives_the_same_pages(order: str, get: Get) -> None:
    pages = [get("events/", order=order, limit=2)]
    while pages[-1]["meta"]["next_cursor"]:
        pages.append(get("events/", order=order, limit=2, cursor=pages[-1]["meta"]["next_cursor"]))
    assert pages[0]["meta"]["previous_cursor"] is None
    back = pages[-1]
    for expected in reversed(pages[:-1]):
        back = get("events/", order=order, limit=2, cursor=back["meta"]["previous_cursor"])
        assert back["items"] == expected["items"]
    assert back["meta"]["previous_cursor"] is None
    assert back["meta"]["next_cursor"] is not None


def test_what_an_order_leaves_equal_is_in_its_direction_by_first_publication(get: Get, client: Client) -> None:
    """Drafts that were begun early can be published late; two were published at once."""
    parent = make_section(title="Posts", shows="posts")
    begun = [make_post(parent, f"Post {number}", published_on=datetime.date(2026, 5, 4)) for number in range(4)]
    for post, hour in zip(begun, (12, 9, 15, 12), strict=True):
        at = datetime.datetime(2026, 5, 4, hour, tzinfo=datetime.UTC)
        type(post).objects.filter(pk=post.pk).update(first_published_at=at)
    newest_first = [begun[number].pk for number in (2, 3, 0, 1)]
    for limit in (1, 100):
        assert walk(get, "posts/", limit=limit) == newest_first
        assert walk(get, "posts/", limit=limit, order="-published_on,-title") == [post.pk for post in begun[::-1]]
        assert walk(get, "posts/", limit=limit, order="published_on") == newest_first[::-1]
        assert walk(get, "pages/", limit=limit, type="pages.GuestBlogPost", order="-show_in_menus") == newest_first
    feed = client.get("/feeds/posts.json", {"limit": 1}).json()
    assert [item["title"] for item in feed["items"]] == ["Post 2"]


def test_pages_are_walked_in_the_order_of_the_tree(get: Get) -> None:
    parent = make_section(title="Parent")
    first, second = make_section(parent, "First"), make_section(parent, "Second")
    below = make_section(first, "Below the first")
    for limit in (1, 2, 100):
        assert walk(get, "pages/", limit=limit, descendant_of=parent.pk) == [first.pk, below.pk, second.pk]


@pytest.mark.usefixtures("events")
def test_nulls_come_last_either_way(get: Get) -> None:
    for order in ("starts_at", "-starts_at"):
        starts = [item["starts_at"] for item in get("events/", order=order)["items"]]
        assert starts[-2:] == [None, None]
        assert None not in starts[:-2]


@pytest.mark.usefixtures("events")
def test_a_page_by_offset_leads_on_by_cursor(get: Get) -> None:
    whole = [item["id"] for item in get("events/", limit=100)["items"]]
    page = get("events/", limit=2, offset=2)
    following = get("events/", limit=2, cursor=page["meta"]["next_cursor"])
    preceding = get("events/", limit=2, cursor=page["meta"]["previous_cursor"])
    assert [item["id"] for item in following["items"]] == whole[4:6]
    assert [item["id"] for item in preceding["items"]] == whole[:2]


@pytest.mark.usefixtures("events")
def test_the_count_is_given_where_it_is_asked_for(get: Get) -> None:
    first = get("events/", limit=2)
    assert first["meta"]["total_count"] == 7
    assert "total_count" not in get("events/", limit=2, count="false")["meta"]
    cursor = first["meta"]["next_cursor"]
    assert "total_count" not in get("events/", limit=2, cursor=cursor)["meta"]
    assert get("events/", limit=2, cursor=cursor, count="true")["meta"]["total_count"] == 7


@pytest.mark.usefixtures("events")
def test_presentation_may_change_on_the_way(get: Get) -> None:
    cursor = get("events/", limit=2)["meta"]["next_cursor"]
    assert get("events/", limit=1, cursor=cursor, fields="_,title")["items"] == [{"title": "Event 2"}]


@pytest.mark.usefixtures("events")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"order": "title"}, "cursor_of_another_query"),
        ({"status": "cancelled"}, "cursor_of_another_query"),
        ({"offset": "1"}, "not_with_cursor"),
        ({"limit": "0"}, "out_of_range"),
    ],
)
def test_a_cursor_continues_its_own_query_only(change: dict[str, str], code: str, get: Get) -> None:
    cursor = get("events/", limit=2)["meta"]["next_cursor"]
    assert get("events/", expected=400, **{"limit": "2", **change}, cursor=cursor)["errors"][0]["code"] == code
    assert get("posts/", expected=400, cursor=cursor)["errors"][0]["code"] == "cursor_of_another_query"


@pytest.mark.parametrize("cursor", ["", "x", "a:b", "eyJ:x:y", "é" * 50, ".eJw:abc"])
def test_an_altered_cursor_is_refused(cursor: str, get: Get) -> None:
    assert get("pages/", expected=400, cursor=cursor)["errors"][0]["code"] == "invalid_cursor"


@pytest.mark.usefixtures("events")
def test_a_random_order_has_no_cursors(get: Get) -> None:
    meta = get("events/", order="random", limit=2)["meta"]
    assert (meta["next_cursor"], meta["previous_cursor"]) == (None, None)
    for more in ({"offset": 1}, {"cursor": "x"}):
        assert get("events/", expected=400, order="random", **more)["errors"][0]["code"] == "not_with_random_order"


@pytest.mark.usefixtures("events")
def test_a_cursor_page_costs_no_count(client: Client, get: Get, django_assert_num_queries: Any) -> None:
    cursor = get("events/", limit=2, fields="_,id")["meta"]["next_cursor"]
    # The keys in their order, and the pages with them.
    with django_assert_num_queries(3) as captured:
        get("events/", limit=2, fields="_,id", cursor=cursor)
    assert not any("COUNT(" in query["sql"] for query in captured.captured_queries)


def test_filters_compare_columns(events: list[int], get: Get) -> None:
    keys = events

    def found(path: str = "events/", **query: Any) -> set[int]:
        return {item["id"] for item in get(path, limit=100, **query)["items"]}

    by_key = {event.pk: event for event in EventPage.objects.all()}
    middle = datetime.datetime(2030, 6, 15, 17, tzinfo=datetime.UTC)
    starts = {key: event.starts_at for key, event in by_key.items()}
    text = "2030-06-15T17:00:00Z"
    assert found(starts_at__gt=text) == {key for key in keys if starts[key] and starts[key] > middle}
    assert found(starts_at__gte="2030-06-15T13:00:00-04:00") == {k for k in keys if starts[k] and starts[k] >= middle}
    assert found(starts_at__lt=text) == {key for key in keys if starts[key] and starts[key] < middle}
    assert found(starts_at=text) == {key for key in keys if starts[key] == middle}
    assert found(starts_at__isnull="true") == {key for key in keys if starts[key] is None}
    assert found(id=f"{keys[0]},{keys[3]}") == found(id__in=f"{keys[0]},{keys[3]}") == {keys[0], keys[3]}
    assert found(status__in="cancelled") == found(status="cancelled")
    assert found(title__gte="Event 2") == {key for key in keys if by_key[key].title >= "Event 2"}
    assert found("pages/", id=home().pk) == {home().pk}
    assert found(ends_at__isnull="false", starts_at__lt=text) == {
        k for k in keys if by_key[k].ends_at and starts[k] < middle
    }


DAYS = [
    ("2030-06-13", None, {"long", "day", "evening"}),
    ("2030-06-14", "2030-06-14", {"long", "day", "evening"}),
    ("2030-06-15", None, {"long"}),
    ("2030-06-16", "2030-06-30", {"long"}),
    ("2030-06-17", None, set()),
    (None, "2030-06-12", set()),
    (None, "2030-06-13", {"long"}),
    ("2030-06-14T17:00:00Z", "2030-06-14T17:00:01Z", {"long", "day"}),
    ("2030-06-15T03:00:00Z", None, {"long", "day"}),
    ("2030-06-15T04:00:00Z", None, {"long"}),
    (None, "2030-06-14T04:00:00Z", {"long"}),
    (None, "2030-06-14T04:00:01Z", {"long", "day"}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("start", "end", "expected"), DAYS)
@pytest.mark.usefixtures("june_events")
def test_from_and_to_mean_overlap(start: str | None, end: str | None, expected: set[str], get: Get) -> None:
    query = {name: value for name, value in (("from", start), ("to", end)) if value}
    assert {item["title"] for item in get("events/", tags="june", **query)["items"]} == expected


@pytest.fixture(scope="module")
def june_events(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        make_june_events()
        yield
        transaction.set_rollback(True)


def make_june_events() -> None:
    june = datetime.date(2030, 6, 13)
    one_day = datetime.timedelta(days=1)
    make_event(title="long", start_date=june, end_date=june + 3 * one_day, end_time=datetime.time(10))
    make_event(title="day", start_date=june + one_day, all_day=True, start_time=None, end_time=None)
    # In Washington it is the 14th until 4:00 UTC; this one ends at 3:00 UTC on what is there still the 14th.
    make_event(title="evening", start_date=june + one_day, start_time=datetime.time(20), end_time=datetime.time(23))
    make_event(title="undated", start_date=None, start_time=None, end_time=None, date_note="Later")
    for event in EventPage.objects.filter(title__in=["long", "day", "evening", "undated"]):
        event.tags.add("june")
        event.save()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2030-06-15", "2030-06-14"),
        ("2030-06-15T00:00:01Z", "2030-06-15T00:00:00Z"),
        ("2030-06-18", "2030-06-15T00:00:00Z"),
    ],
)
def test_from_after_to_is_refused(start: str, end: str, get: Get) -> None:
    assert get("events/", expected=400, **{"from": start, "to": end})["errors"][0]["code"] == "from_after_to"


@pytest.fixture
def two_of_each() -> None:
    """Two rows at least for every list."""
    section = make_section(title="News")
    for number in range(2):
        writer = make_person(f"Writer {number}", organization=make_organization(f"Union {number}"))
        post = make_post(section, f"Post {number}", [PostAuthor(person=writer)], feature_image=make_image())
        event = make_event(section, f"Event {number}", series=make_series(f"Series {number}"))
        for page in (post, event):
            page.topics.set([make_topic(f"{page} topic")])
            page.tags.add(f"{page} tag")
            publish(page)
        make_document(f"Paper {number}")
        Redirect.add_redirect(f"/old-{number}", section)


@pytest.mark.slow
@pytest.mark.usefixtures("two_of_each")
def test_every_declared_order_can_be_walked(client: Client) -> None:
    """Made from the columns that lists declare, so that a new column is walked too."""
    walked = 0
    for endpoint in (endpoint for endpoint in all_endpoints() if endpoint.is_list):
        for order in order_names(endpoint)[:-1]:
            query, seen = {"order": order, "limit": "1"}, []
            for step in ("next_cursor", "next_cursor", "previous_cursor"):
                response = client.get(endpoint.path(), query)
                assert response.status_code == 200, (endpoint.route, query, response.content)
                answer = response.json()
                seen += [item.get("id", item) for item in answer["items"]]
                if answer["meta"][step] is None:
                    break
                query["cursor"] = answer["meta"][step]
            assert len(seen) > 1, (endpoint.route, order)
            assert seen[0] != seen[1], (endpoint.route, order)
            walked += 1
    assert walked > 80
