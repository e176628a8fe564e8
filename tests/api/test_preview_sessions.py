"""How long a preview lasts, what ends it early, and how often it can be requested."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from pages.models import GuestBlogPost, PreviewSession, User
from tests.api.conftest import Get
from tests.content import add, home, make_post, make_section, open_preview

POST = "pages.guestblogpost"
NOON = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveler:
        yield traveler


def over(get: Get, token: str, code: str) -> None:
    """Check that a token opens nothing any more, and that it is said why; and that no draft is left."""
    problem = get("preview/", expected=410, content_type=POST, token=token)
    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [("token", code)]
    assert problem["detail"].endswith(".")
    if code != "expired":
        assert not PreviewSession.objects.exclude(content="").exists()


def test_using_it_keeps_it_alive_and_an_hour_is_all(get: Get, clock: Any) -> None:
    token = open_preview(make_post())
    for minutes in (14, 28, 42, 56):
        clock.move_to(NOON + datetime.timedelta(minutes=minutes))
        preview = get("preview/", content_type=POST, token=token)["meta"]["preview"]
    assert preview["expires_at"] == "2030-01-01T13:00:00Z"
    clock.move_to(NOON + datetime.timedelta(minutes=60))
    over(get, token, "expired")


def test_it_expires_when_it_is_not_used(get: Get, clock: Any) -> None:
    token = open_preview(make_post())
    assert get("preview/", content_type=POST, token=token)["meta"]["preview"]["expires_at"] == "2030-01-01T12:15:00Z"
    clock.shift(899)
    get("preview/", content_type=POST, token=token)
    clock.shift(900)
    over(get, token, "expired")


def test_it_is_remembered_for_seven_days(get: Get, clock: Any) -> None:
    token = open_preview(make_post())
    clock.shift(datetime.timedelta(days=7))
    over(get, token, "expired")
    clock.shift(datetime.timedelta(minutes=15))
    get("preview/", expected=404, content_type=POST, token=token)


def publish(post: GuestBlogPost, user: User) -> None:
    post.save_revision().publish()


def schedule(post: GuestBlogPost, user: User) -> None:
    post.go_live_at = NOON + datetime.timedelta(days=1)
    post.save_revision(approved_go_live_at=post.go_live_at).publish()


def unpublish(post: GuestBlogPost, user: User) -> None:
    post.unpublish()


def delete(post: GuestBlogPost, user: User) -> None:
    Page.objects.get(pk=post.pk).specific.delete()


def delete_with_parent(post: GuestBlogPost, user: User) -> None:
    post.get_parent().specific.delete()


def restrict(post: GuestBlogPost, user: User) -> None:
    PageViewRestriction.objects.create(page=post, restriction_type="login")


def restrict_parent(post: GuestBlogPost, user: User) -> None:
    PageViewRestriction.objects.create(page=post.get_parent(), restriction_type="login")


def deactivate(post: GuestBlogPost, user: User) -> None:
    user.is_active = False
    user.save()


def deactivate_quietly(post: GuestBlogPost, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    PreviewSession.objects.update(content=PreviewSession.objects.get().content)


def take_permissions(post: GuestBlogPost, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_superuser=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (publish, "published"),
        (unpublish, "unpublished"),
        (delete, "deleted"),
        (delete_with_parent, "deleted"),
        (restrict, "privacy"),
        (restrict_parent, "privacy"),
        (deactivate, "access"),
    ],
)
def test_what_ends_it(change: Callable[[GuestBlogPost, User], None], code: str, get: Get, clock: Any) -> None:
    post = make_post(make_section())
    user = User.objects.create_superuser("editor@example.org", "a-password-for-tests")
    token = open_preview(post, user)
    get("preview/", content_type=POST, token=token)
    change(post, user)
    over(get, token, code)


@pytest.mark.parametrize("change", [deactivate_quietly, take_permissions])
def test_permissions_are_judged_whenever_it_is_read(change: Callable[[GuestBlogPost, User], None], get: Get) -> None:
    post = make_post()
    user = User.objects.create_superuser("editor@example.org", "a-password-for-tests")
    token = open_preview(post, user)
    change(post, user)
    problem = get("preview/", expected=410, content_type=POST, token=token)
    assert problem["errors"][0]["code"] == "access"


def test_a_page_that_is_only_scheduled_stays_a_draft(get: Get, clock: Any) -> None:
    post = add(home(), GuestBlogPost(title="Later"))
    post.authors.create(name="Somebody")
    token = open_preview(post)
    schedule(post, User())
    get("preview/", content_type=POST, token=token)


def test_lifting_a_restriction_ends_it_too(get: Get) -> None:
    post = make_post()
    restriction = PageViewRestriction.objects.create(page=post, restriction_type="login")
    token = open_preview(post)
    restriction.delete()
    over(get, token, "privacy")


def test_the_right_to_add_pages_is_what_an_unsaved_one_needs(get: Get) -> None:
    page = GuestBlogPost(title="New", slug="new", locale=home().locale)
    page.path, page.depth = Page._get_children_path_interval(home().path)[1], home().depth + 1
    user = User.objects.create_superuser("editor@example.org", "a-password-for-tests")
    token = open_preview(page, user)
    assert get("preview/", content_type=POST, token=token)["id"] is None
    take_permissions(page, user)
    over_now = get("preview/", expected=410, content_type=POST, token=token)
    assert over_now["errors"][0]["code"] == "access"


def test_one_token_may_be_used_so_often(client: Client, settings: Any, clock: Any) -> None:
    settings.PREVIEW_RATES = {**settings.PREVIEW_RATES, "token": "3/min"}
    cache.clear()
    query = {"content_type": POST, "token": open_preview(make_post())}
    statuses = [client.get("/api/v2/preview/", query).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = client.get("/api/v2/preview/", query)
    assert refused["Content-Type"] == "application/problem+json"
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused.json()["detail"].startswith("Too many requests")
    other = {"content_type": POST, "token": open_preview(make_post(title="Another"))}
    assert client.get("/api/v2/preview/", other).status_code == 200
    clock.shift(61)
    assert client.get("/api/v2/preview/", query).status_code == 200


def test_guessing_is_slow_and_does_not_hinder_others(client: Client, settings: Any) -> None:
    settings.PREVIEW_RATES = {**settings.PREVIEW_RATES, "unknown_token": "2/min"}
    cache.clear()
    guesses = [client.get("/api/v2/preview/", {"content_type": POST, "token": f"guess{n}"}) for n in range(3)]
    assert [guess.status_code for guess in guesses] == [404, 404, 429]
    query = {"content_type": POST, "token": open_preview(make_post())}
    assert client.get("/api/v2/preview/", query).status_code == 200


def test_previews_do_not_need_the_cache(client: Client, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 1},
        }
    }
    query = {"content_type": POST, "token": open_preview(make_post())}
    assert client.get("/api/v2/preview/", query).status_code == 200
    assert client.get("/api/v2/preview/", {**query, "token": "x"}).status_code == 404
