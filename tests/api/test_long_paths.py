"""Pages at paths that are longer than Wagtail's redirects: they are redirected and gone like all others."""

import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data

from pages.models import FormerPath, SectionPage, WithdrawnPath
from pages.publishing.path_length import PathTooLong
from pages.scheduler.transitions import apply_due_transitions
from pages.visibility.paths import SitePaths
from tests.api.conftest import Get
from tests.content import home, make_section
from tests.pages.form_data import page_data

LONGEST_SLUG = 255


def path_of(page: Any) -> str:
    return str(SitePaths().html_path(type(page).objects.get(pk=page.pk)))


def deep(slug: str, depth: int) -> list[SectionPage]:
    """Sections below each other, each with this slug."""
    made: list[SectionPage] = []
    for level in range(depth):
        made.append(make_section(made[-1] if made else home(), title=f"Section {level}", slug=slug))
    return made


@pytest.mark.parametrize(
    ("slug", "depth"),
    [
        *(("a" * 254, 1), ("a" * 255, 1), ("a" * 120, 2), ("a" * 127, 2), ("a" * 130, 2)),
        *(("a" * 255, 3), ("a" * 255, 7), ("ü" * 100, 3)),
    ],
)
def test_a_page_with_all_below_it_is_redirected_when_it_moves(get: Get, slug: str, depth: int) -> None:
    pages = deep(slug, depth)
    before = [path_of(page) for page in pages]
    top = pages[0]
    top.slug = "moved"
    top.save()
    for page, path in zip(pages, before, strict=True):
        for asked in (path, path.rstrip("/"), path.swapcase() if path.isascii() else path):
            answer = get("resolve/", path=asked)
            assert answer["outcome"] == "redirect", (len(path), asked)
            assert (answer["location"], answer["permanent"]) == (path_of(page), True)
    assert get("resolve/", path=f"{before[-1]}?a=1")["location"] == f"{path_of(pages[-1])}?a=1"


def test_the_longest_path_that_can_be_asked_for(get: Get) -> None:
    pages = deep("b" * 200, 9)
    path = path_of(pages[-1])
    assert 1800 < len(path) < 2000
    new = make_section(title="New")
    pages[0].move(new, pos="last-child")
    assert get("resolve/", path=path)["location"] == path_of(pages[-1])
    assert get("resolve/", path=path + "c" * (2000 - len(path)))["outcome"] == "not_found"
    assert get("resolve/", 400, path=path + "c" * (2001 - len(path)))["errors"][0]["code"] == "too_large"


def test_the_number_of_statements_does_not_grow() -> None:
    pages = deep("c" * 255, 3)
    counts = []
    for slug, extra in (("d" * 255, 0), ("e" * 255, 6)):
        for number in range(extra):
            make_section(pages[-1], title=f"Leaf {number}", slug=f"{number}" * 200)
        pages[0].slug = slug
        with CaptureQueriesContext(connection) as queries:
            pages[0].save()
        counts.append(len(queries))
        pages[0].refresh_from_db()
    assert abs(counts[1] - counts[0]) <= 2


def test_the_path_belongs_to_the_page_that_is_there_now(get: Get) -> None:
    slug = "f" * 255
    (old,) = deep(slug, 1)
    path = path_of(old)
    old.slug = "first"
    old.save()
    assert get("resolve/", path=path)["location"] == "/first/"
    (new,) = deep(slug, 1)
    assert get("resolve/", path=path)["outcome"] == "page"
    assert FormerPath.objects.count() == 0
    new.slug = "second"
    new.save()
    assert get("resolve/", path=path)["location"] == "/second/"
    assert Redirect.objects.filter(old_path__startswith="/f").count() == 0
    new.move(make_section(title="Elsewhere"), pos="last-child")
    assert get("resolve/", path=path)["location"] == "/elsewhere/second/"


@pytest.mark.parametrize("length", [250, 255])
def test_a_long_path_is_gone(get: Get, length: int) -> None:
    pages = deep("g" * length, 3)
    path, twin = path_of(pages[-1]), path_of(pages[-1])[:-2] + "h/"
    assert len(path) > WithdrawnPath.LONGEST_PATH
    pages[-1].unpublish()
    assert get("resolve/", path=path)["outcome"] == "gone"
    assert get("resolve/", path=twin)["outcome"] == "not_found"
    assert max(map(len, WithdrawnPath.objects.values_list("path", flat=True))) <= WithdrawnPath.LONGEST_PATH
    pages[-1].save_revision().publish()
    assert get("resolve/", path=path)["outcome"] == "page"
    assert WithdrawnPath.objects.count() == 0
    pages[-1].delete()
    assert get("resolve/", path=path)["outcome"] == "gone"


def test_a_long_path_of_a_private_page_tells_nothing(get: Get) -> None:
    (page,) = deep("i" * 255, 1)
    path = path_of(page)
    page.slug = "now-private"
    page.save()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert get("resolve/", path=path)["outcome"] == "not_found"
    page.delete()
    assert get("resolve/", path=path)["outcome"] == "not_found"
    assert FormerPath.objects.count() == WithdrawnPath.objects.count() == 0


REFUSED = "would have 2,001 characters; it may have 2,000"


@pytest.mark.slow
def test_a_move_to_where_a_path_would_be_too_long_is_refused(get: Get, admin_client: Client) -> None:
    parent = deep("l" * 199, 9)[-1]
    page = make_section(title="Moves", slug="m" * 199)
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, parent.pk])
    response = admin_client.post(url, follow=True)
    assert f"Nothing was changed. The address of this page, or of a page below it, {REFUSED}" in response.text
    page.refresh_from_db()
    assert page.get_parent().pk == home().pk
    page.slug = "m" * 198
    page.save()
    admin_client.post(url)
    page.refresh_from_db()
    assert page.get_parent().pk == parent.pk


@pytest.mark.slow
def test_a_move_of_several_is_refused_as_a_whole(admin_client: Client) -> None:
    parent = deep("l" * 199, 9)[-1]
    pages = [make_section(title=slug[:1], slug=slug) for slug in ("s", "m" * 199)]
    query = "&".join(f"id={page.pk}" for page in pages)
    url = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'move'])}?{query}"
    response = admin_client.post(url, {"chooser": parent.pk}, follow=True)
    assert REFUSED in response.text and "(m)" in response.text
    for page in pages:
        page.refresh_from_db()
        assert page.get_parent().pk == home().pk
    assert not Redirect.objects.exists()


@pytest.mark.slow
def test_a_copy_in_the_admin_is_refused_with_the_length(admin_client: Client) -> None:
    parent = deep("l" * 199, 9)[-1]
    page = make_section(title="Page", slug="p")
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {"new_title": "Copy", "new_slug": "c" * 199, "new_parent_page": parent.pk}
    for more in ({}, {"alias": "on"}):
        assert REFUSED in admin_client.post(url, {**data, **more}, follow=True).text
    assert not parent.get_children().exists()


def stored_paths() -> set[str]:
    return set(Page.objects.values_list("url_path", flat=True))


@pytest.mark.parametrize("model", [Page, SectionPage])
@pytest.mark.slow
def test_code_is_refused_too_and_leaves_nothing_behind(model: Any) -> None:
    """By a move, a slug, a copy, an alias and a new page, with all pages below."""
    long, top = deep("l" * 199, 9)[-1], make_section(title="Top", slug="t")
    leaf = make_section(make_section(top, "Middle", slug="m"), "Leaf", slug="x" * 195)
    before = stored_paths()

    def fresh(page: Any) -> Any:
        return model.objects.get(pk=page.pk)

    def renamed() -> None:
        page = fresh(top)
        page.slug = "t" * 1803
        page.save(clean=False)

    for act in (
        lambda: fresh(top).move(fresh(long), pos="last-child"),
        lambda: fresh(top).move(fresh(long), pos="first-child"),
        lambda: SectionPage.objects.get(pk=top.pk).copy(to=fresh(long), recursive=True),
        lambda: SectionPage.objects.get(pk=leaf.pk).create_alias(parent=fresh(long), update_slug="x" * 199),
        lambda: make_section(SectionPage.objects.get(pk=long.pk), "New", slug="n" * 199),
        renamed,
    ):
        with pytest.raises(PathTooLong, match=REFUSED.replace("2,001", r"2,\d+")), transaction.atomic():
            act()
        assert stored_paths() == before
        assert not Redirect.objects.exists() and not FormerPath.objects.exists()
    leaf.slug = "x" * 194
    leaf.save()
    fresh(top).move(fresh(long), pos="last-child")
    assert len(path_of(leaf)) == 2000
    # What stays where it is is not judged: a limit must not keep an editor from a correction.
    Page.objects.filter(pk=leaf.pk).update(slug="x" * 250)
    leaf.refresh_from_db()
    leaf.title = "Corrected"
    leaf.save()


@pytest.mark.slow
def test_a_scheduled_slug_is_refused_when_its_parent_has_become_longer(admin_client: Client) -> None:
    parent = make_section(deep("l" * 199, 9)[-1], "Parent", slug="p")
    page = make_section(parent, "Page", slug="q")
    page.slug = "q" * 190
    page.go_live_at = timezone.now() - datetime.timedelta(seconds=1)
    revision = page.save_revision(approved_go_live_at=page.go_live_at)
    parent.slug = "p" * 100
    parent.save()
    assert apply_due_transitions().refused == 1
    assert SectionPage.objects.get(pk=page.pk).slug == "q"
    with pytest.raises(PathTooLong, match=r"it may have 2,000"):
        revision.publish()


def errors_of(page: SectionPage, parent: Any, slug: str) -> list[str]:
    form_class = SectionPage.get_edit_handler().get_form_class()
    data = nested_form_data(page_data(title="A", slug=slug, shows="nothing"))
    form = form_class(data, instance=page, parent_page=parent)
    return list(form.errors.get("slug", []))


def test_a_path_that_nobody_could_ask_for_is_refused(get: Get) -> None:
    parent = deep("j" * 199, 9)[-1]
    room = 2000 - len(path_of(parent)) - 1
    assert errors_of(SectionPage(title="A"), parent, "k" * room) == []
    assert errors_of(SectionPage(title="A"), parent, "k" * (room + 1)) == [
        "The address of this page would have 2,001 characters; it may have 2,000. Choose a shorter slug."
    ]
    top = SectionPage.objects.get(depth=parent.depth - 8)
    make_section(parent, title="Leaf", slug="k" * room)
    assert errors_of(top, home(), "j" * 199) == []
    assert "would have 2,001 characters" in errors_of(top, home(), "j" * 200)[0]
