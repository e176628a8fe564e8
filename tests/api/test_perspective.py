"""The whole site with the drafts of an editor in their places."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission, Page, PageViewRestriction

from pages.models import EventSpeaker, GuestBlogPost, PostAuthor, PreviewSession, User
from pages.previews import perspective as perspectives
from tests.api.conftest import Get
from tests.content import (
    add,
    home,
    make_event,
    make_organization,
    make_person,
    make_post,
    make_section,
    open_preview,
    publish,
)

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)
#: Asks like ``get``, with the token of a preview.
Ask = Callable[..., Any]
PATHS = (
    *("pages/", "posts/", "events/", "people/", "organizations/", "organization/", "site/", "resolve/?path=/"),
    *("pages/find/?html_path=/", "urls/", "topics/", "tags/", "redirects/"),
)


@pytest.fixture
def ask(client: Client) -> Ask:
    def fetch(token: str, path: str, /, expected: int = 200, **query: Any) -> Any:
        response = client.get(f"/api/v2/{path}", query, headers={"Preview-Token": token})
        assert response.status_code == expected, response.content
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "Preview-Token" in response["Vary"]
        return response.json()

    return fetch


def change(page: Page, **values: Any) -> Any:
    """Store a draft of a page, or of a record, with other values."""
    draft = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision()
    return draft


def titles(answer: Any) -> list[str]:
    return [item["title"] for item in answer["items"]]


def contents() -> dict[str, list[Any]]:
    """Everything in the database but the previews."""
    models = [model for model in apps.get_models() if model is not PreviewSession and model._meta.managed]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}


@pytest.mark.slow
def test_a_draft_is_in_its_place_everywhere(get: Get, ask: Ask) -> None:
    section = make_section(title="Posts", shows="posts")
    post = make_post(section, title="Alpha", slug="alpha")
    make_post(section, title="Beta")
    draft = change(post, title="Omega", slug="omega", published_on=datetime.date(2020, 1, 1))
    token = open_preview(draft)

    assert titles(get("posts/")) == ["Alpha", "Beta"] or titles(get("posts/")) == ["Beta", "Alpha"]
    assert titles(ask(token, "posts/")) == ["Beta", "Omega"]
    assert titles(ask(token, "posts/", order="-title")) == ["Omega", "Beta"]
    assert titles(ask(token, "posts/", published_on__lt="2021-01-01")) == ["Omega"]
    assert titles(ask(token, "pages/", search="omega")) == ["Omega"]
    assert titles(ask(token, "pages/", search="alpha")) == []
    assert ask(token, f"posts/{post.pk}/")["title"] == "Omega"
    assert ask(token, "pages/find/", html_path="/posts/omega/")["id"] == post.pk
    assert ask(token, "resolve/", path="/posts/omega/")["page"]["title"] == "Omega"
    assert ask(token, "resolve/", path="/posts/alpha/")["location"] == "/posts/omega/"
    assert "/posts/omega/" in [item["html_path"] for item in ask(token, "urls/")["items"]]

    assert get(f"posts/{post.pk}/")["title"] == "Alpha"
    get("pages/find/", expected=404, html_path="/posts/omega/")


@pytest.mark.slow
def test_nothing_stays_in_the_database(ask: Ask) -> None:
    section = make_section(title="Posts")
    post = make_post(section, title="Alpha", slug="alpha")
    make_post(make_section(title="Other"), title="Linked")
    change(home(), slug="start")
    change(section, slug="articles", title="Articles")
    change(make_person(), name="Another name")
    token = open_preview(change(post, title="Omega", slug="omega"))
    before = contents()
    assert ask(token, f"posts/{post.pk}/")["meta"]["html_path"] == "/articles/omega/"
    for path in PATHS:
        ask(token, path, expected=404 if path == "organization/" else 200)
    assert contents() == before


def test_the_draft_is_the_one_that_is_typed(ask: Ask) -> None:
    post = make_post(title="Live")
    stored = change(post, title="Stored")
    stored.title = "Typed"
    token = open_preview(stored)
    assert ask(token, f"posts/{post.pk}/")["title"] == "Typed"


@pytest.mark.slow
def test_drafts_of_other_objects_are_there_too(get: Get, ask: Ask) -> None:
    person, union = make_person("Ada Writer", slug="ada"), make_organization("A union")
    event = make_event(speakers=[EventSpeaker(person=person)])
    make_post(title="A post", authors=[PostAuthor(person=person)])
    change(person, name="Ada Author", job_title="Author")
    change(union, name="Another union")
    never_live = add(home(), GuestBlogPost(title="Never live"))
    never_live.authors.set([PostAuthor(person=person)])
    never_live.save_revision()
    token = open_preview(change(event, title="An evening"))

    assert titles(get("posts/")) == ["A post"]
    assert sorted(titles(ask(token, "posts/", author="ada"))) == ["A post", "Never live"]
    assert [row["name"] for row in ask(token, f"events/{event.pk}/")["speakers"]] == ["Ada Author"]
    found = ask(token, "people/ada/")
    assert found["job_title"] == "Author"
    assert [link["title"] for link in found["events"]] == ["An evening"]
    assert [item["name"] for item in ask(token, "organizations/")["items"]] == ["Another union"]


def editor_of(section: Page) -> User:
    group = Group.objects.create(name="Editors of a section")
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=section, permission=permission)
    user = User.objects.create_user("section@example.org", "a-password-for-tests")
    user.groups.add(group)
    return user


@pytest.mark.slow
def test_it_is_never_wider_than_the_editor_s_own_permissions(ask: Ask) -> None:
    mine, theirs, person = make_section(title="Mine"), make_section(title="Theirs"), make_person("Ada", slug="ada")
    other, foreign = make_post(mine, title="Other"), make_post(theirs, title="Foreign")
    change(other, title="Other draft")
    change(foreign, title="CANARY")
    secret = add(theirs, GuestBlogPost(title="CANARY too"))
    secret.save_revision()
    change(person, name="CANARY person")
    post = make_post(mine, title="Post")
    token = open_preview(change(post, title="Draft"), editor_of(mine))
    assert sorted(titles(ask(token, "posts/"))) == ["Draft", "Foreign", "Other draft"]
    assert ask(token, "people/ada/")["name"] == "Ada"
    ask(token, f"pages/{secret.pk}/", expected=404)
    for path in PATHS:
        assert "CANARY" not in str(ask(token, path, expected=404 if path == "organization/" else 200))
    assert titles(ask(token, "pages/", search="canary")) == []


def test_what_is_behind_a_restriction_stays_there(ask: Ask) -> None:
    section = make_section()
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    hidden = make_post(section, title="Hidden")
    token = open_preview(make_post(title="Shown"))
    change(hidden, title="Hidden draft")
    assert titles(ask(token, "posts/")) == ["Shown"]


def test_a_page_that_was_never_saved(ask: Ask) -> None:
    page = GuestBlogPost(title="New", slug="new", locale=home().locale, published_on=datetime.date(2024, 1, 1))
    page.path, page.depth = Page._get_children_path_interval(home().path)[1], home().depth + 1
    token = open_preview(page)
    assert titles(ask(token, "posts/")) == ["New"]
    assert ask(token, "resolve/", path="/new/")["outcome"] == "page"


def test_an_incomplete_draft_is_shown_as_far_as_it_goes(ask: Ask) -> None:
    event = make_event()
    token = open_preview(change(event, start_date=None, start_time=None, venue_name=""))
    assert ask(token, f"events/{event.pk}/")["start"] is None
    assert [item["starts_at"] for item in ask(token, "events/")["items"]] == [None]


def test_a_draft_that_cannot_be_stored_is_left_out(ask: Ask) -> None:
    first, second = make_person("First", slug="first"), make_person("Second", slug="second")
    change(second, slug="taken", name="Second draft")
    change(first, slug="taken").latest_revision.publish()
    token = open_preview(make_post())
    people = [(item["slug"], item["name"]) for item in ask(token, "people/", order="name")["items"]]
    assert people == [("taken", "First"), ("second", "Second")]


def test_a_page_moved_since_is_where_it_is_now(ask: Ask) -> None:
    post = make_post(make_section(title="Old", slug="old"), slug="post")
    token = open_preview(change(post, title="Draft"))
    post.move(make_section(title="New", slug="new"), pos="last-child")
    assert ask(token, "resolve/", path="/new/post/")["page"]["title"] == "Draft"


@pytest.mark.slow
def test_drafts_below_a_renamed_page_follow_it(ask: Ask) -> None:
    section = make_section(title="Old", slug="old")
    post = make_post(section, slug="post")
    change(post, title="Draft")
    token = open_preview(change(section, slug="new"))
    assert ask(token, f"posts/{post.pk}/")["meta"]["html_path"] == "/new/post/"
    token = open_preview(change(post, title="Draft"))
    assert ask(token, f"posts/{post.pk}/")["meta"]["html_path"] == "/new/post/"


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveler:
        yield traveler


def hours(number: int) -> str:
    return (NOON + datetime.timedelta(hours=number)).isoformat()


@pytest.mark.slow
def test_the_site_as_it_will_be(ask: Ask, clock: Any) -> None:
    later = add(home(), GuestBlogPost(title="Later", go_live_at=NOON + datetime.timedelta(hours=2)))
    later.authors.set([PostAuthor(name="Somebody")])
    later.save_revision(approved_go_live_at=later.go_live_at).publish()
    make_post(title="Ends", expire_at=NOON + datetime.timedelta(hours=4))
    day = datetime.date(2030, 1, 1)
    event = make_event(start_date=day, start_time=datetime.time(15), end_time=datetime.time(16), time_zone="UTC")
    token = open_preview(event)

    assert sorted(titles(ask(token, "posts/"))) == ["Ends", "Later"]
    assert titles(ask(token, "posts/", as_of=hours(1))) == ["Ends"]
    assert sorted(titles(ask(token, "posts/", as_of=hours(2)))) == ["Ends", "Later"]
    assert titles(ask(token, "posts/", as_of=hours(4))) == ["Later"]
    phases = [ask(token, f"events/{event.pk}/", as_of=hours(number))["phase"] for number in (2, 3, 4)]
    assert phases == ["upcoming", "ongoing", "past"]
    assert titles(ask(token, "events/", phase="ongoing", as_of=hours(3))) == ["An event"]


@pytest.mark.parametrize(("as_of", "code"), [("2029-12-31T00:00:00Z", "out_of_range"), ("soon", "malformed")])
def test_what_cannot_be_shown(as_of: str, code: str, ask: Ask, clock: Any) -> None:
    token = open_preview(make_post())
    problem = ask(token, "posts/", expected=400, as_of=as_of)
    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [("as_of", code)]


def test_visitors_see_the_present(get: Get) -> None:
    problem = get("posts/", expected=400, as_of="2040-01-01T00:00:00Z")
    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [("as_of", "needs_token")]


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_a_token_that_opens_nothing_never_gets_the_live_site(path: str, ask: Ask) -> None:
    post = make_post()
    token = open_preview(post)
    publish(post)
    problem = ask(token, path, expected=410)
    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [("Preview-Token", "published")]
    ask("nobody-knows-it", path, expected=404)


@pytest.mark.slow
def test_too_many_drafts(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(perspectives, "MAXIMUM_DRAFTS", 2)
    for number in range(2):
        change(make_post(title=f"Post {number}"), title=f"Draft {number}")
    token = open_preview(make_event())
    assert sorted(titles(ask(token, "posts/"))) == ["Draft 0", "Draft 1"]
    change(make_person(), name="One more")
    problem = ask(token, "posts/", expected=400)
    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [("Preview-Token", "too_large")]


def test_a_response_without_a_token_is_unchanged(client: Client) -> None:
    make_post()
    response = client.get("/api/v2/posts/")
    assert response["Vary"] == "Accept-Encoding"
    assert "Referrer-Policy" not in response or response["Referrer-Policy"] != "no-referrer"


def test_the_header_may_be_sent_by_a_browser_and_only_a_header_counts(client: Client, get: Get) -> None:
    token = open_preview(make_post())
    get("posts/", expected=400, **{"Preview-Token": token})
    asked = {"Origin": "https://www.example.org", "Access-Control-Request-Method": "GET"}
    answer = client.options("/api/v2/posts/", headers={**asked, "Access-Control-Request-Headers": "preview-token"})
    assert "preview-token" in answer["Access-Control-Allow-Headers"]
