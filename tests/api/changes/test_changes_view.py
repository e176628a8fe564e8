"""``/api/v2/changes/``: which changes it lists, and which it must not reveal."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site

from api.models import Change, ChangeCounter
from pages.models import EventSpeaker
from pages.scheduler.housekeeping import Housekeeping, hourly
from tests.api.changes.world import World, second_site
from tests.api.conftest import Get
from tests.changes import append_changes, since
from tests.content import make_event, make_image, make_person, make_section, publish

DAY = datetime.timedelta(days=1)


@pytest.fixture
def changed(get: Get, world: World) -> Callable[..., list[dict[str, Any]]]:
    """Return all changes since the test world was created."""

    def told(**query: Any) -> Any:
        append_changes()
        answer = get("changes/", since=since(world.sequence), limit=100, **query)
        assert answer["complete"]
        return answer["items"]

    return told


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def slug(page: Any, value: str) -> Any:
    page.slug = value
    return publish(page)


@pytest.mark.slow
def test_without_a_cursor_there_is_one_to_begin_with(get: Get, world: World) -> None:
    begin = get("changes/")
    assert (begin["complete"], begin["items"]) == (True, [])
    assert get("changes/", since=begin["cursor"]) == begin
    world.fresh("post").unpublish()
    append_changes()
    assert [item["action"] for item in get("changes/", since=begin["cursor"])["items"]] == [
        "unpublished",
        "updated",
        "unpublished",
    ]


def test_an_item_says_what_became_of_what(changed: Any, world: World) -> None:
    slug(world.fresh("news"), "neu")
    item = next(item for item in changed() if item["id"] == world.post.pk and item["type"] == "pages.GuestBlogPost")
    change = Change.objects.get(sequence=item["sequence"])
    assert item == {
        "sequence": change.sequence,
        "at": change.at.isoformat().replace("+00:00", "Z"),
        "action": "moved",
        "type": "pages.GuestBlogPost",
        "id": world.post.pk,
        "html_path": "/neu/post/",
        "old_html_path": "/news/post/",
        "tags": change.tags,
    }


@pytest.mark.slow
def test_a_walk_by_cursor_has_everything_once_and_in_order(get: Get, world: World) -> None:
    for number in range(7):
        make_section(title=f"Section {number}")
    append_changes()
    cursor, seen, complete = since(world.sequence), [], False
    while not complete:
        answer = get("changes/", since=cursor, limit=3)
        assert len(answer["items"]) <= 3
        seen += [item["sequence"] for item in answer["items"]]
        cursor, complete = answer["cursor"], answer["complete"]
    assert seen == sorted(set(seen)) and len(seen) == 7
    assert cursor == get("changes/")["cursor"]


def test_a_limit_of_zero_shows_whether_there_are_changes(get: Get, world: World) -> None:
    cursor = get("changes/")["cursor"]
    assert get("changes/", since=cursor, limit=0) == {"cursor": cursor, "complete": True, "items": []}
    make_section(title="New")
    append_changes()
    assert get("changes/", since=cursor, limit=0) == {"cursor": cursor, "complete": False, "items": []}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"since": "nonsense"}, "invalid_cursor"),
        ({"since": ""}, "invalid_cursor"),
        ({"limit": "101"}, "out_of_range"),
        ({"limit": "-1"}, "out_of_range"),
        ({"order": "id"}, "unknown_parameter"),
        ({"site": "nowhere.example.org"}, "unknown_site"),
    ],
)
def test_what_is_not_understood_is_refused(query: dict[str, str], code: str, get: Get) -> None:
    assert get("changes/", 400, **query)["errors"][0]["code"] == code


def test_a_cursor_of_a_list_or_of_another_site_is_refused(get: Get, world: World) -> None:
    other = second_site(world)
    for cursor in (get("pages/", limit=1)["meta"]["next_cursor"], since(0, other)):
        assert get("changes/", 400, since=cursor)["errors"][0]["code"] == "cursor_of_another_query"


def test_what_was_compacted_is_gone(get: Get, world: World, settings: Any, capsys: Any) -> None:
    make_section(title="Long ago")
    append_changes()
    before = Change.objects.count()
    with time_machine.travel(timezone.now() + 31 * DAY):
        recent = get("changes/")["cursor"]
        make_section(title="Now")
        append_changes()
        call_command("compact_changes")
    assert f"Removed {before} changes" in capsys.readouterr().out
    old = since(world.sequence)
    problem = get("changes/", 410, since=old)
    assert problem["errors"][0]["code"] == "too_old"
    assert [item["html_path"] for item in get("changes/", since=recent)["items"]] == ["/now/"]
    call_command("compact_changes")
    assert "Removed 0 changes" in capsys.readouterr().out


def test_a_cursor_from_a_database_that_had_got_further_is_gone(get: Get, world: World) -> None:
    sequence = ChangeCounter.objects.get().sequence
    get("changes/", 410, since=since(sequence + 1))


def test_the_ticker_compacts_now_and_then(world: World) -> None:
    make_section(title="Long ago")
    append_changes()
    housekeeping = Housekeeping()
    sent: list[object] = []

    def count(**_: Any) -> None:
        sent.append(1)

    hourly.connect(count)
    try:
        with time_machine.travel(timezone.now() + 31 * DAY, tick=False):
            for _ in range(3):
                housekeeping.tick()
    finally:
        hourly.disconnect(count)
    assert sent == [1]
    assert not Change.objects.exists()


# What is not revealed


def test_changes_of_another_site_are_not_listed(changed: Any, get: Get, world: World) -> None:
    other = second_site(world)
    page = make_section(other.root_page.specific, "Elsewhere")
    Redirect.objects.create(old_path="/x", site=other, redirect_link="https://x.example/")
    assert changed() == []
    told = get("changes/", since=since(world.sequence, other), site=other.hostname, limit=100)["items"]
    assert {(item["type"], item["id"]) for item in told} == {
        ("pages.HomePage", other.root_page_id),
        ("pages.SectionPage", page.pk),
        ("wagtailredirects.Redirect", Redirect.objects.get(old_path="/x").pk),
        ("wagtailcore.Site", other.pk),
    }


def test_a_page_behind_a_restriction_went_and_nobody_learns_from_where(changed: Any, world: World) -> None:
    hidden = make_section(title="Hidden")
    slug(hidden, "more-hidden")
    append_changes()
    restriction = restrict(hidden)
    told = [item for item in changed() if item["id"] == hidden.pk and item["type"] == "pages.SectionPage"]
    assert [(item["action"], item["html_path"], item["old_html_path"]) for item in told] == [
        ("unpublished", None, None)
    ]
    assert "hidden" not in str(changed())
    hidden.delete()
    assert "hidden" not in str(changed())
    assert not PageViewRestriction.objects.filter(pk=restriction.pk).exists()


def test_nor_of_what_had_gone_from_below_it_before(changed: Any, world: World) -> None:
    world.fresh("post").delete()
    assert "/news/post/" in [item["old_html_path"] for item in changed()]
    append_changes()
    restrict(world.news)
    assert "/news/" not in str(changed())


def test_nor_of_anything_on_a_site_that_is_closed_as_a_whole(changed: Any, world: World) -> None:
    world.fresh("linking").unpublish()
    append_changes()
    restrict(Page.get_first_root_node())
    assert "/linking/" not in str(changed())


def test_an_unpublished_page_is_listed_with_its_old_path(changed: Any, world: World) -> None:
    world.fresh("linking").unpublish()
    (item,) = changed()
    assert (item["action"], item["html_path"], item["old_html_path"]) == ("unpublished", None, "/linking/")
    assert f"path:{world.site.pk}:/linking/" in item["tags"]


def test_a_page_that_is_no_longer_public_is_listed_only_as_withdrawn(changed: Any, world: World) -> None:
    page = make_section(title="Brief")
    append_changes()
    slug(page, "renamed")
    append_changes()
    assert [item["action"] for item in changed() if item["type"] == "pages.SectionPage"] == ["published", "moved"]
    type(page).objects.get(pk=page.pk).unpublish()
    assert [item["action"] for item in changed() if item["type"] == "pages.SectionPage"] == ["unpublished"]


def test_an_expired_page_is_not_listed_though_no_ticker_runs(changed: Any, world: World) -> None:
    page = make_section(title="Brief")
    append_changes()
    assert len(changed()) == 1
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    assert changed() == []


def test_an_item_has_the_path_that_its_page_has_today(changed: Any, world: World) -> None:
    slug(world.fresh("linking"), "second")
    append_changes()
    slug(world.fresh("linking"), "third")
    moved = [item for item in changed() if item["action"] == "moved"]
    assert [(item["old_html_path"], item["html_path"]) for item in moved] == [
        ("/linking/", "/third/"),
        ("/second/", "/third/"),
    ]


def test_tags_name_nobody_who_is_not_public(changed: Any, world: World) -> None:
    make_event(speakers=[EventSpeaker(person=world.ada), EventSpeaker(person=make_person("Bo"), confirmed=False)])
    append_changes()
    assert f"pages:person:{world.ada.pk}" in str(changed())
    world.fresh("ada").unpublish()
    assert "pages:person:" not in str(changed())


def test_objects_that_are_not_pages_are_listed(changed: Any, world: World) -> None:
    image = make_image("Other")
    append_changes()
    assert [(item["type"], item["id"], item["html_path"]) for item in changed()] == [("pages.Image", image.pk, None)]
    CollectionViewRestriction.objects.create(collection=image.collection, restriction_type="login")
    told = [item for item in changed() if item["id"] == image.pk and item["type"] == "pages.Image"]
    assert [item["action"] for item in told] == ["unpublished"]


def test_where_there_is_no_site_nothing_changes(get: Get, world: World) -> None:
    Site.objects.all().delete()
    append_changes()
    answer = get("changes/")
    assert get("changes/", since=answer["cursor"])["items"] == []


@pytest.mark.slow
def test_the_number_of_statements_does_not_depend_on_how_much_changed(
    get: Get, world: World, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    world.fresh("news").unpublish()
    append_changes()

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            get("changes/", since=since(world.sequence), limit=100)
        return len(queries)

    before = statements()
    for number in range(5):
        make_section(title=f"Section {number}").unpublish()
    append_changes()
    assert statements() == before
