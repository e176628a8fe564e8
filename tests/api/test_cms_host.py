"""Every URL of the CMS host, for visitors and for those who are signed in: nothing tells of what is not public."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import Q
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.urls import urlpatterns
from pages.models import User
from pages.visibility.paths import SitePaths
from tests.api.canaries import NEVER_KEY, NEVER_WORD, Menagerie
from tests.api.crawl import spread
from tests.api.routes import routes
from tests.slices import how_many

pytestmark = pytest.mark.slow


def nobody() -> Client:
    return Client(raise_request_exception=False)


def somebody() -> Client:
    """Somebody with an account who may do nothing."""
    return _signed_in(User.objects.create_user("reader@example.org", "a-password-for-tests"))


def an_editor() -> Client:
    user = User.objects.create_user("an-editor@example.org", "a-password-for-tests")
    user.groups.add(Group.objects.get(name__startswith="Editor"))
    return _signed_in(user)


def _signed_in(user: User) -> Client:
    client = nobody()
    client.force_login(user)
    return client


WHO = [nobody, somebody, an_editor]


def said(response: Any, *names: object) -> tuple[Any, ...]:
    """Return what a response says, without what was asked for."""
    body, location = response.content.decode(errors="replace"), response.get("Location", "")
    for name in names:
        body, location = body.replace(str(name), "…"), location.replace(str(name), "…")
    # Each form has a token of its own.
    body = re.sub(r'(csrfmiddlewaretoken"|csrfToken)[^>]*', r"\1", body)
    body = re.sub(r'"request_id":"\w+"', "", body)
    return response.status_code, location, body, sorted(name for name in response.headers if name != "X-Request-Id")


# The paths of pages


def hidden_paths(menagerie: Menagerie) -> Iterator[str]:
    """Yield where the pages that are not public are or would be, and where they were."""
    paths = SitePaths()
    hidden = menagerie.of(Page)
    keys = [page.pk for page in hidden]
    for page in Page.objects.filter(pk__in=keys):
        path = paths.html_path(page)
        if path is not None and path != "/":
            yield path
    for redirect in Redirect.objects.filter(Q(redirect_page__in=keys) | Q(redirect_page__live=False)):
        yield f"{redirect.old_path.partition('?')[0].rstrip('/')}/"


@pytest.mark.parametrize("who", WHO)
def test_the_path_of_a_hidden_page_is_like_one_that_was_never_used(
    who: Callable[[], Client], menagerie: Menagerie
) -> None:
    client, never = who(), "/never-used-before/"
    expected = said(client.get(never), never)
    assert expected[0] == 404
    paths = spread(hidden_paths(menagerie), how_many(60, 10_000))
    assert len(paths) >= 30
    for path in paths:
        response = client.get(path)
        assert said(response, path) == expected, path
        assert menagerie.canaries.found(response.content.decode().replace(path, ""), None) == []


@pytest.mark.parametrize("who", [nobody, an_editor])
def test_the_path_of_a_public_page_leads_to_the_frontend(who: Callable[[], Client], menagerie: Menagerie) -> None:
    client, root = who(), "https://www.example.org"
    for page in (menagerie.everything.post, menagerie.everything.section, menagerie.everything.home):
        path = SitePaths().html_path(page)
        response = client.get(str(path))
        assert (response.status_code, response["Location"]) == (302, f"{root}{path}")
        assert client.head(str(path)).status_code == 302
        assert client.post(str(path)).status_code == 405


def test_no_redirect_of_editors_is_served_at_the_host_of_the_cms(client: Client, menagerie: Menagerie) -> None:
    assert client.get("/old-page/").status_code == client.get("/old-link/").status_code == 404
    assert client.get("/api/v2/resolve/?path=/old-page").json()["outcome"] == "redirect"


# Every other URL


def test_every_route_is_in_the_crawl() -> None:
    written = [route for route, _ in routes()]
    patterns: list[Any] = urlpatterns
    for pattern in patterns:
        if not str(pattern.pattern).startswith("admin/"):
            assert any(route.startswith(str(pattern.pattern)) for route in written), pattern
    assert len(written) > 50


@pytest.mark.parametrize("who", WHO)
def test_what_is_hidden_is_like_what_never_was_at_every_url(who: Callable[[], Client], menagerie: Menagerie) -> None:
    client, compared = who(), 0
    hidden = [thing for thing in menagerie.hidden if thing.site is None and not thing.is_gone]
    for _, template in routes():
        if "{" not in template:
            response = client.get(template)
            assert response.status_code < 500, template
            assert menagerie.canaries.found(response.content.decode(errors="replace"), "localhost") == [], template
            continue
        expected = said(client.get(template.format(NEVER_KEY, NEVER_WORD)), NEVER_KEY, NEVER_WORD)
        for thing in spread(_names(hidden), how_many(4, 400)):
            key, word = thing[1:]
            target = template.format(key, word)
            assert said(client.get(target), key, word) == expected, target
            compared += 1
    assert compared > 30


def _names(hidden: Any) -> Iterator[tuple[str, object, str]]:
    for thing in hidden:
        yield f"/{thing.instance._meta.label}/", thing.instance.pk, getattr(thing.instance, "slug", "") or thing.word


@pytest.mark.parametrize("who", [nobody, somebody])
def test_the_admin_tells_nothing_to_those_who_may_not_enter(who: Callable[[], Client], menagerie: Menagerie) -> None:
    client = who()
    for template in ("/admin/pages/{}/edit/", "/admin/pages/{}/", "/admin/pages/{}/view_draft/", "/admin/images/{}/"):
        expected = said(client.get(template.format(NEVER_KEY)), NEVER_KEY)
        for page in menagerie.of(Page)[:3]:
            assert said(client.get(template.format(page.pk)), page.pk) == expected
