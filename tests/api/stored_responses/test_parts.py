"""Lists that are built again from the items that did not change."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from api.stored_responses import stored_part
from api.views.page_lists import PageListView
from pages.models import GuestBlogPost, Person
from pages.scheduler.transitions import apply_due_transitions
from tests.changes import append_changes
from tests.content import make_event, make_post, make_section, publish

LIST = "/api/v2/posts/?limit=20"
NUMBER = 6


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The keys of the items that were built, one by one or together, in the order of their building."""
    keys: list[int] = []
    whole = PageListView._items

    def items(self: PageListView, rows: Sequence[Any]) -> list[Any]:
        keys.extend(row.pk for row in rows)
        return whole(self, rows)

    monkeypatch.setattr(PageListView, "_items", items)
    return keys


@pytest.fixture
def posts() -> list[GuestBlogPost]:
    section = make_section(title="Blog")
    found = [make_post(parent=section, title=f"Post {number}") for number in range(NUMBER)]
    append_changes()
    return found


@pytest.fixture
def storing() -> Iterator[Client]:
    with override_settings(STORED_RESPONSES=True):
        yield Client()


def fresh(path: str = LIST) -> bytes:
    """Return the body of a response that is built whole."""
    with override_settings(STORED_RESPONSES=False):
        content: bytes = Client().get(path).content
        return content


def change(page: Any, title: str) -> None:
    page.title = title
    publish(page)
    append_changes()


def ask(client: Client, path: str = LIST) -> Any:
    """Return the response, which is right and was not stored whole."""
    expected = fresh(path)
    response = client.get(path)
    assert "hit" not in response["Cache-Status"]
    assert response.content == expected
    return response


def settle(client: Client, posts: Sequence[GuestBlogPost]) -> None:
    """Have the list built so often that every item is stored."""
    client.get(LIST)
    for number in range(NUMBER):
        change(posts[0], f"Settled {number}")
        client.get(LIST)


def test_of_a_list_only_what_changed_is_built_again(storing: Client, posts: Any, built: list[int]) -> None:
    settle(storing, posts)
    for number, post in enumerate(posts):
        change(post, f"Another {number}")
        expected = fresh()
        built.clear()
        response = storing.get(LIST)
        assert (built, response.content) == ([post.pk], expected)


def test_the_first_time_all_is_built_together(storing: Client, posts: Any, built: list[int]) -> None:
    ask(storing)
    assert len(built) == 2 * NUMBER
    with CaptureQueriesContext(connection) as first:
        storing.get(f"{LIST}&order=title")
    with override_settings(STORED_PARTS=False), CaptureQueriesContext(connection) as without:
        Client().get(f"{LIST}&order=title")
    # Reading the log costs the first one query: whether what it has stored of other lists is fresh.
    assert len(first) <= len(without) + 2


def test_never_more_than_some_are_built_one_by_one(
    storing: Client, posts: Any, built: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    together: list[int] = []
    whole = PageListView._items

    def items(self: PageListView, rows: Sequence[Any]) -> list[Any]:
        together.append(len(rows))
        return whole(self, rows)

    monkeypatch.setattr(PageListView, "_items", items)
    storing.get(LIST)
    change(posts[0], "Another")
    storing.get(LIST)
    assert together == [NUMBER, *[1] * stored_part.MOST_ALONE, NUMBER - stored_part.MOST_ALONE]
    together.clear()
    change(posts[0], "Yet another")
    storing.get(LIST)
    assert together == [1] * (NUMBER - stored_part.MOST_ALONE)


def test_what_items_show_of_others_is_followed(storing: Client, posts: Any, built: list[int]) -> None:
    person = Person.objects.create(name="Ada", slug="ada")
    posts[2].authors.create(person=person, sort_order=0)
    change(posts[2], "By Ada")
    settle(storing, posts)
    person.name = "Grace"
    person.save()
    append_changes()
    expected = fresh()
    built.clear()
    response = storing.get(LIST)
    assert (built, response.content) == ([posts[2].pk], expected)
    assert b"Grace" in response.content


def test_a_list_shows_no_part_of_a_page_that_has_gone(storing: Client, posts: Any) -> None:
    settle(storing, posts)
    posts[1].unpublish()
    posts[3].delete()
    append_changes()
    keys = [item["id"] for item in ask(storing).json()["items"]]
    assert len(keys) == NUMBER - 2


def test_an_item_that_the_clock_changes_is_built_again(storing: Client, time_machine: Any) -> None:
    path, now = "/api/v2/events/?limit=20", datetime.datetime(2030, 5, 1, 12, tzinfo=datetime.UTC)
    time_machine.move_to(now, tick=False)
    section = make_section(title="Events")
    events = [
        make_event(parent=section, title=f"Event {day}", start_date=datetime.date(2030, 5, day), time_zone="UTC")
        for day in (2, 3)
    ]
    append_changes()
    storing.get(path)
    for title in ("A", "B"):
        change(events[1], title)
        ask(storing, path)
    time_machine.move_to(now + datetime.timedelta(days=1, hours=6), tick=False)
    apply_due_transitions()
    phases = {item["id"]: item["phase"] for item in ask(storing, f"{path}&fields=phase").json()["items"]}
    assert (phases[events[0].pk] != "upcoming", phases[events[1].pk]) == (True, "upcoming")
    assert ask(storing, path).json()["items"]


def test_what_another_process_has_built_is_taken_from_the_cache_that_both_share(posts: Any, built: list[int]) -> None:
    caches["default"].clear()
    with override_settings(STORED_RESPONSES=True, STORED_RESPONSES_SHARED=True):
        settle(Client(), posts)
        change(posts[0], "Once more")
        expected = fresh()
        # A client of its own has a memory of its own.
        other = Client()
        built.clear()
        assert other.get(LIST).content == expected
        assert built == [posts[0].pk]


def test_parts_belong_to_what_is_selected_of_them(storing: Client, posts: Any) -> None:
    settle(storing, posts)
    for query in ("&fields=title", "&fields=*", "&crops=square", "&rich_text_format=markdown", "&limit=2"):
        change(posts[0], f"For {query}")
        path = LIST.replace("&limit=20", "") + query if "limit" not in query else "/api/v2/posts/?limit=2"
        for _ in range(2):
            change(posts[1], "Another")
            ask(storing, path)


def test_a_search_shows_its_own_snippets(storing: Client, posts: Any) -> None:
    settle(storing, posts)
    for number in range(3):
        change(posts[1], f"Post anew {number}")
        (item,) = ask(storing, f"{LIST}&search=anew").json()["items"]
        assert "snippet" in item["meta"]["search"]


def test_without_parts_all_is_built_again(storing: Client, posts: Any, built: list[int]) -> None:
    with override_settings(STORED_PARTS=False):
        settle(storing, posts)
        change(posts[0], "Another")
        built.clear()
        storing.get(LIST)
    assert len(built) == NUMBER
