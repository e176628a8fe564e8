"""The content that is measured, and that both APIs give the same of it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from benchmarks.cases import CASES, EVENTS, POSTS
from benchmarks.places import Places, find_places
from benchmarks.publishing import publish_one
from benchmarks.queries import queries_of
from benchmarks.servers import OURS, STOCK
from benchmarks.site import Sizes, build_site
from pages.models import EventPage, GuestBlogPost, Image, Rendition

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SIZES = Sizes(posts=10, events=4, images=6, people=5, organizations=3)


@pytest.fixture(scope="module")
def places(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Places]:
    settings = override_settings(ROOT_URLCONF="benchmarks.urls", MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with settings, django_db_blocker.unblock(), transaction.atomic():
        build_site(SIZES)
        yield find_places(turns=3)
        transaction.set_rollback(True)


def get(url: str) -> Any:
    response = Client().get(url)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


@pytest.mark.parametrize(("path", "count"), [(POSTS, SIZES.posts), (EVENTS, SIZES.events)])
def test_both_list_the_same_pages(places: Places, path: str, count: int) -> None:
    ours, stock = get(f"{OURS}{path}&fields=*"), get(f"{STOCK}{path}&fields=*")
    assert [item["title"] for item in ours["items"]] == [item["title"] for item in stock["items"]]
    assert ours["meta"]["total_count"] == stock["meta"]["total_count"] == len(stock["items"]) == count


def test_stock_gives_people_organizations_and_pictures(places: Places) -> None:
    post = get(f"{STOCK}{POSTS}&fields=*")["items"][0]
    author = post["authors"][0]
    assert author["person"]["photo"]["url"].endswith(".jpg")
    assert author["photo"]["width"] == 320
    assert post["feature_image"]["width"] == 1280
    assert [block["type"] for block in post["body"]].count("paragraph") == 5
    assert {"quote", "image"} < {block["type"] for block in post["body"]}
    event = get(f"{STOCK}{EVENTS}&fields=*")["items"][0]
    assert [speaker["person"]["name"] for speaker in event["speakers"]] == ["Person 0", "Person 1", "Person 2"]
    assert [host["organization"]["logo"]["height"] for host in event["hosts"]] == [320, 320]


def test_no_rendition_is_made_while_measuring(places: Places) -> None:
    existing = Rendition.objects.count()
    assert existing == 2 * Image.objects.count()
    for case in CASES:
        Client().get(STOCK + places.paths(case.stock)[0])
    assert Rendition.objects.count() == existing


def test_all_cases_are_answered_with_what_they_are_about(places: Places) -> None:
    for case in CASES:
        queries = queries_of(case, places)
        assert all(count > 0 for side in queries.values() for count in side.values()), case.name
    post = GuestBlogPost.objects.get(pk=places.values["post"])
    resolved = get(OURS + next(places.paths(case.ours)[0] for case in CASES if case.name == "resolve a path"))
    assert resolved["page"]["title"] == post.title
    assert len({*places.posts}) == 3


def test_the_deep_page_is_the_same_by_cursor_and_by_offset(places: Places) -> None:
    (deep,) = (case for case in CASES if case.bare == "deep")
    ours, stock = get(OURS + places.paths(deep.ours)[0]), get(STOCK + places.paths(deep.stock)[0])
    assert [item["id"] for item in ours["items"]] == [item["id"] for item in stock["items"]] != []


def test_what_was_written_in_bulk_can_be_published(places: Places) -> None:
    for model in (GuestBlogPost, EventPage):
        page = model.objects.first()
        assert page is not None
        publish_one(page.pk)
        page.refresh_from_db()
        assert page.title.endswith(".") and page.live
