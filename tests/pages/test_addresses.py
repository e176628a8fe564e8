"""Redirects and withdrawn paths of pages that are moved, renamed, unpublished or deleted."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction, Site

from pages.models import FormerPath, HomePage, SectionPage, User, WithdrawnPath
from pages.scheduler.transitions import apply_due_transitions
from tests.content import add, home, make_section, publish, translate
from tests.published import add_published
from tests.shared import SharedContent, again, undone

LANGUAGES = [("en", "English"), ("de", "German")]
pytestmark = pytest.mark.django_db


class Tree:
    """A section with a page, a page below that, and a draft."""

    def __init__(self) -> None:
        self.news = make_section(title="News")
        self.child = make_section(self.news, "Child")
        self.grandchild = make_section(self.child, "Grandchild")
        self.draft = add(self.news, SectionPage(title="Draft"))


@pytest.fixture(scope="module")
def shared_tree(sharing: SharedContent) -> Tree:
    return sharing.get("shared_tree", lambda: undone(Tree))


@pytest.fixture
def tree(shared_tree: Tree) -> Tree:
    return again(shared_tree)


@pytest.fixture
def target() -> SectionPage:
    return make_section(title="Target")


@pytest.fixture
def german(settings: Any) -> Locale:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
    return Locale.objects.create(language_code="de")


@pytest.fixture
def other() -> Site:
    front = add_published(home().get_parent(), HomePage(title="Other", slug="other"))
    return Site.objects.create(hostname="other.example.org", port=443, root_page=front)


def fresh(page: Page) -> Any:
    return type(page).objects.get(pk=page.pk)


def rename(page: Page, slug: str) -> Any:
    page = fresh(page)
    page.slug = slug
    return publish(page)


def move(page: Page, parent: Page) -> None:
    fresh(page).move(fresh(parent), pos="last-child")


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def redirects(site: Site | None = None) -> dict[str, int]:
    """Return the automatic redirects of a site and their targets."""
    site = site or Site.objects.get(is_default_site=True)
    found = Redirect.objects.filter(site=site, automatically_created=True, is_permanent=True)
    return dict(found.values_list("old_path", "redirect_page"))


def withdrawn(site: Site | None = None) -> set[str]:
    """Return the withdrawn paths of a site."""
    site = site or Site.objects.get(is_default_site=True)
    return set(WithdrawnPath.objects.filter(site=site).values_list("path", flat=True))


# Moves and new names


def test_a_renamed_page_and_all_below_it_are_redirected_but_drafts(tree: Tree) -> None:
    rename(tree.news, "press")
    expected = {
        "/news": tree.news.pk,
        "/news/child": tree.child.pk,
        "/news/child/grandchild": tree.grandchild.pk,
    }
    assert redirects() == expected
    assert withdrawn() == set(expected)


def test_a_moved_page_and_all_below_it_are_redirected_but_drafts(tree: Tree, target: SectionPage) -> None:
    move(tree.news, target)
    assert fresh(tree.grandchild).url_path == "/home/target/news/child/grandchild/"
    assert redirects() == {
        "/news": tree.news.pk,
        "/news/child": tree.child.pk,
        "/news/child/grandchild": tree.grandchild.pk,
    }


def test_a_new_order_changes_no_address(tree: Tree, target: SectionPage) -> None:
    fresh(target).move(fresh(tree.news), pos="left")
    assert (redirects(), withdrawn()) == ({}, set())


def test_a_new_name_counts_once_it_is_published(tree: Tree) -> None:
    news = fresh(tree.news)
    news.slug = "press"
    revision = news.save_revision()
    assert redirects() == {}
    revision.publish()
    assert "/news" in redirects()


def test_a_draft_leaves_nothing_behind(tree: Tree, target: SectionPage) -> None:
    draft = fresh(tree.draft)
    draft.slug = "other-draft"
    draft.save()
    move(draft, target)
    assert (redirects(), withdrawn()) == ({}, set())


def test_live_pages_below_a_draft_are_redirected(tree: Tree, target: SectionPage) -> None:
    child = make_section(fresh(tree.draft), "Below")
    move(tree.draft, target)
    assert redirects() == {"/news/draft/below": child.pk}


def test_a_page_that_moves_back_is_not_redirected_to_itself(tree: Tree, target: SectionPage) -> None:
    move(tree.news, target)
    move(tree.news, home())
    assert redirects() == {
        "/target/news": tree.news.pk,
        "/target/news/child": tree.child.pk,
        "/target/news/child/grandchild": tree.grandchild.pk,
    }
    assert withdrawn() == set(redirects())
    rename(tree.news, "press")
    rename(tree.news, "news")
    assert redirects()["/press"] == tree.news.pk
    assert "/news" not in redirects()


def test_all_old_addresses_lead_to_where_the_page_is(tree: Tree) -> None:
    for slug in ("press", "media"):
        rename(tree.news, slug)
    assert {path for path, key in redirects().items() if key == tree.news.pk} == {"/news", "/press"}


@pytest.mark.slow
@pytest.mark.parametrize("appear", ["publish", "move", "rename", "copy"])
def test_a_page_that_takes_an_old_address_is_not_led_away_from(appear: str, tree: Tree, target: SectionPage) -> None:
    rename(tree.news, "press")
    assert redirects()["/news"] == tree.news.pk
    if appear == "publish":
        make_section(title="News")
    elif appear == "move":
        move(make_section(target, "News"), home())
    elif appear == "rename":
        rename(target, "news")
    else:
        target.copy(to=home(), update_attrs={"slug": "news", "title": "News"})
    assert "/news" not in redirects()
    assert "/news" not in withdrawn()
    assert redirects()["/news/child"] == tree.child.pk


@pytest.mark.slow
@pytest.mark.parametrize("hide", ["draft", "private", "moved in private"])
def test_a_page_that_is_not_public_takes_no_address(hide: str, tree: Tree, target: SectionPage) -> None:
    rename(tree.news, "press")
    if hide == "draft":
        add(home(), SectionPage(title="News"))
    elif hide == "private":
        secret = add(home(), SectionPage(title="News"))
        restrict(secret)
        publish(secret)
    else:
        secret = make_section(target, "News")
        restrict(secret)
        move(secret, home())
    assert redirects()["/news"] == tree.news.pk


def test_a_redirect_that_an_editor_made_stays(tree: Tree, target: SectionPage) -> None:
    site = Site.objects.get(is_default_site=True)
    Redirect.add_redirect("/news/child", "https://example.org/", site=site)
    Redirect.add_redirect("/press/child", target, site=site)
    rename(tree.news, "press")
    kept = dict(Redirect.objects.filter(automatically_created=False).values_list("old_path", "redirect_link"))
    assert kept == {"/news/child": "https://example.org/", "/press/child": ""}
    assert set(redirects()) == {"/news", "/news/child/grandchild"}


def test_an_automatic_redirect_gives_way_to_a_later_one(tree: Tree) -> None:
    rename(tree.news, "press")
    second = make_section(title="News")
    rename(second, "more")
    assert redirects()["/news"] == second.pk
    assert Redirect.objects.filter(old_path="/news").count() == 1


def test_addresses_too_long_for_a_redirect_are_kept_apart(target: SectionPage) -> None:
    parent = make_section(title="Long", slug="a" * 200)
    child = make_section(parent, "Long", slug="b" * 200)
    grandchild = make_section(child, "Long", slug="c" * 200)
    move(parent, target)
    assert redirects() == {f"/{'a' * 200}": parent.pk}
    long = dict(FormerPath.objects.values_list("path", "page"))
    path = f"/{'a' * 200}/{'b' * 200}"
    assert long == {path: child.pk, f"{path}/{'c' * 200}": grandchild.pk}
    # The last of them is longer than what can be stored of a withdrawn path.
    assert {f"/{'a' * 200}", path} < withdrawn() and len(withdrawn()) == 3
    assert fresh(grandchild).live


@pytest.mark.slow
def test_the_address_is_that_of_the_frontend(german: Locale, tree: Tree) -> None:
    front = translate(home(), german, "Start")
    news = translate(tree.news, german, "Nachrichten", slug="übersicht")
    rename(news, "neu")
    assert redirects() == {"/de/übersicht": news.pk}
    # The home page of a language has the same path whatever its slug.
    rename(front, "anderswo")
    rename(home(), "front")
    assert redirects() == {"/de/übersicht": news.pk}
    move(news, tree.news)
    assert redirects() == {"/de/übersicht": news.pk, "/de/neu": news.pk}


def test_every_site_that_shares_a_root_page_is_redirected(tree: Tree) -> None:
    twin = Site.objects.create(hostname="twin.example.org", root_page=home())
    rename(tree.child, "kid")
    assert redirects(twin) == redirects() != {}


def test_a_site_inside_a_site_has_its_own_addresses(tree: Tree) -> None:
    inner = Site.objects.create(hostname="inner.example.org", root_page=tree.news)
    Redirect.objects.all().delete()
    WithdrawnPath.objects.all().delete()
    rename(tree.child, "kid")
    assert redirects(inner) == {"/child": tree.child.pk, "/child/grandchild": tree.grandchild.pk}
    # The inner site moves together with its root page.
    rename(tree.news, "press")
    assert set(redirects(inner)) == withdrawn(inner) == {"/child", "/child/grandchild"}
    assert (redirects(), withdrawn()) == ({}, set())


def test_a_page_that_leaves_its_site_is_gone(tree: Tree, other: Site) -> None:
    move(tree.child, other.root_page)
    assert redirects() == redirects(other) == {}
    assert withdrawn() == {"/news/child", "/news/child/grandchild"}
    assert withdrawn(other) == set()
    move(tree.child, tree.news)
    assert withdrawn() == set()
    assert withdrawn(other) == {"/child", "/child/grandchild"}


def test_a_page_that_leaves_all_sites_is_gone(tree: Tree) -> None:
    move(tree.child, home().get_parent())
    assert redirects() == {}
    assert withdrawn() == {"/news/child", "/news/child/grandchild"}


def test_another_root_page_redirects_what_is_below_both(tree: Tree) -> None:
    site = Site.objects.get(is_default_site=True)
    site.root_page = tree.news
    site.save()
    assert redirects() == {
        "/news": tree.news.pk,
        "/news/child": tree.child.pk,
        "/news/child/grandchild": tree.grandchild.pk,
    }
    site.root_page = home()
    site.save()
    assert redirects() == {"/child": tree.child.pk, "/child/grandchild": tree.grandchild.pk}
    assert withdrawn() == set(redirects())


def test_another_root_page_leaves_the_others_gone(tree: Tree, target: SectionPage) -> None:
    site = Site.objects.get(is_default_site=True)
    site.root_page = target
    site.save()
    assert redirects() == {"/target": target.pk}
    assert withdrawn() == {"/target", "/news", "/news/child", "/news/child/grandchild"}


def test_a_site_inside_takes_its_pages_away(tree: Tree) -> None:
    Site.objects.create(hostname="inner.example.org", root_page=tree.news)
    assert withdrawn() == {"/news", "/news/child", "/news/child/grandchild"}
    assert redirects() == {}


def test_a_site_record_that_keeps_its_root_page_changes_nothing(tree: Tree) -> None:
    site = Site.objects.get(is_default_site=True)
    site.site_name = "Another name"
    site.save()
    assert (redirects(), withdrawn()) == ({}, set())


def test_aliases_have_addresses_of_their_own(tree: Tree, target: SectionPage) -> None:
    alias = fresh(tree.child).create_alias(parent=fresh(target))
    rename(tree.child, "kid")
    assert fresh(alias).url_path == "/home/target/child/"
    assert set(redirects()) == {"/news/child", "/news/child/grandchild"}
    move(alias, home())
    assert redirects()["/target/child"] == alias.pk


def test_moves_in_the_editor(client: Client, tree: Tree, target: SectionPage) -> None:
    client.force_login(User.objects.create_superuser("a@example.org", "a-password-for-tests"))
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[tree.child.pk, target.pk]))
    assert set(redirects()) == {"/news/child", "/news/child/grandchild"}
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    response = client.post(f"{bulk}?id={tree.news.pk}&next=/", {"chooser": str(target.pk), "move_applicable": ""})
    assert response.status_code == 302
    assert fresh(tree.news).url_path == "/home/target/news/"
    assert redirects()["/news"] == tree.news.pk


def test_a_move_that_fails_leaves_nothing(tree: Tree, target: SectionPage) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        move(tree.news, target)
        raise RuntimeError
    assert (redirects(), withdrawn()) == ({}, set())


def test_redirects_are_there_before_the_transaction_ends(tree: Tree) -> None:
    with transaction.atomic():
        rename(tree.news, "press")
        assert "/news" in redirects()


def moving(page: Page, parent: Page) -> int:
    with CaptureQueriesContext(connection) as captured:
        MovePageAction(fresh(page), fresh(parent), pos="last-child").execute()
    return len(captured)


def renaming(page: Page, slug: str) -> int:
    page = fresh(page)
    page.slug = slug
    with CaptureQueriesContext(connection) as captured:
        page.save()
    return len(captured)


@pytest.mark.slow
@pytest.mark.parametrize("change", ["move", "rename"])
def test_a_large_tree_costs_what_a_small_one_costs(change: str, tree: Tree, target: SectionPage) -> None:
    def there_and_back() -> list[int]:
        if change == "move":
            return [moving(tree.news, target), moving(tree.news, home())] * 2
        return [renaming(tree.news, slug) for slug in ("press", "news", "press", "news")]

    there_and_back()
    few = there_and_back()
    for number in range(12):
        make_section(fresh(tree.news), f"Page {number}")
    there_and_back()
    assert there_and_back() == few
    assert len(redirects()) == 15


# Withdrawn paths


def unpublish(page: Page) -> None:
    fresh(page).unpublish()


def save_as_draft(page: Page) -> None:
    page = fresh(page)
    page.live = False
    page.save()


def expire(page: Page) -> None:
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
    apply_due_transitions()
    assert not fresh(page).live


def delete(page: Page) -> None:
    fresh(page).delete()


def delete_plain(page: Page) -> None:
    Page.objects.get(pk=page.pk).delete()


def delete_many(page: Page) -> None:
    SectionPage.objects.filter(pk=page.pk).delete()


@pytest.mark.parametrize("withdraw", [unpublish, save_as_draft, expire, delete, delete_plain, delete_many])
def test_what_is_withdrawn_is_remembered(withdraw: Callable[[Page], None], tree: Tree) -> None:
    withdraw(tree.grandchild)
    assert withdrawn() == {"/news/child/grandchild"}
    (row,) = WithdrawnPath.objects.all()
    assert str(row) == "/news/child/grandchild"
    assert timezone.now() - row.withdrawn_at < datetime.timedelta(minutes=1)


@pytest.mark.parametrize("withdraw", [delete, delete_plain, delete_many])
def test_everything_below_a_deleted_page_is_remembered_but_drafts(withdraw: Callable[[Page], None], tree: Tree) -> None:
    withdraw(tree.news)
    assert withdrawn() == {"/news", "/news/child", "/news/child/grandchild"}


@pytest.mark.parametrize("withdraw", [save_as_draft, delete, delete_plain, delete_many])
def test_what_was_never_public_is_not_remembered(withdraw: Callable[[Page], None], tree: Tree) -> None:
    withdraw(tree.draft)
    assert withdrawn() == set()


@pytest.mark.slow
@pytest.mark.parametrize("withdraw", [unpublish, save_as_draft, expire, delete, delete_plain, delete_many])
@pytest.mark.parametrize("above", [False, True])
def test_what_is_private_is_not_remembered(above: bool, withdraw: Callable[[Page], None], tree: Tree) -> None:
    restrict(tree.news if above else tree.grandchild)
    withdraw(tree.grandchild)
    assert withdrawn() == set()


def test_what_was_public_before_it_was_private_is_forgotten_when_it_is_deleted(tree: Tree, target: SectionPage) -> None:
    move(tree.news, target)
    unpublish(tree.news)
    delete(tree.grandchild)
    elsewhere = make_section(title="News and more")
    delete(elsewhere)
    known = {"/news", "/target/news", "/target/news/child/grandchild", "/news-and-more"}
    assert known <= withdrawn()
    restrict(tree.news)
    delete(tree.news)
    assert withdrawn() == {"/news-and-more"}


def test_what_was_public_before_it_was_private_is_forgotten_when_it_moves(tree: Tree, target: SectionPage) -> None:
    unpublish(tree.news)
    delete(tree.grandchild)
    assert withdrawn() == {"/news", "/news/child/grandchild"}
    restrict(tree.news)
    move(tree.news, target)
    assert withdrawn() == set()


@pytest.mark.parametrize("descendants", [True, False])
def test_pages_below_are_taken_down_together_or_stay(descendants: bool, client: Client, tree: Tree) -> None:
    client.force_login(User.objects.create_superuser("a@example.org", "a-password-for-tests"))
    data = {"include_descendants": "on"} if descendants else {}
    client.post(reverse("wagtailadmin_pages:unpublish", args=[tree.news.pk]), data)
    below = {"/news/child", "/news/child/grandchild"} if descendants else set()
    assert withdrawn() == {"/news", *below}


@pytest.mark.slow
def test_bulk_actions_of_the_editor(client: Client, tree: Tree, target: SectionPage) -> None:
    client.force_login(User.objects.create_superuser("a@example.org", "a-password-for-tests"))

    def act(action: str, *pages: Page) -> None:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        response = client.post(f"{url}?next=/&" + "&".join(f"id={page.pk}" for page in pages))
        assert response.status_code == 302

    act("unpublish", tree.child, target)
    assert withdrawn() == {"/news/child", "/target"}
    act("publish", target)
    assert withdrawn() == {"/news/child"}
    act("delete", tree.news, target)
    assert withdrawn() == {"/news", "/news/child", "/news/child/grandchild", "/target"}


def test_pages_below_each_other_are_deleted_together(client: Client, tree: Tree, target: SectionPage) -> None:
    client.force_login(User.objects.create_superuser("a@example.org", "a-password-for-tests"))
    chosen = (tree.grandchild, target, tree.news, tree.child)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    url += "?next=/admin/&" + "&".join(f"id={page.pk}" for page in chosen)
    asked = client.get(url).content.decode()
    assert (tree.news.title in asked, target.title in asked) == (True, True)
    deleted = client.post(url, follow=True)
    # The two selected pages below the section, and the draft, which is deleted with it.
    sentences = [str(message).strip() for message in deleted.context["messages"]]
    assert sentences == ["2 pages and 3 child pages have been deleted"]
    assert not Page.objects.filter(pk__in=[page.pk for page in chosen]).exists()
    assert withdrawn() == {"/news", "/news/child", "/news/child/grandchild", "/target"}


def test_what_is_public_again_is_not_withdrawn(tree: Tree) -> None:
    unpublish(tree.child)
    assert withdrawn() == {"/news/child"}
    publish(fresh(tree.child))
    assert withdrawn() == set()


def test_an_alias_is_withdrawn_with_its_original(tree: Tree, target: SectionPage) -> None:
    fresh(tree.grandchild).create_alias(parent=fresh(target))
    unpublish(tree.grandchild)
    assert withdrawn() == {"/news/child/grandchild", "/target/grandchild"}
    publish(fresh(tree.grandchild))
    assert withdrawn() == set()


def test_what_is_taken_down_and_renamed_at_once_is_withdrawn_where_it_was(tree: Tree) -> None:
    page = fresh(tree.news)
    page.live, page.slug = False, "press"
    page.save()
    assert withdrawn() == {"/news", "/news/child", "/news/child/grandchild"}
    assert {"/news/child", "/news/child/grandchild"} <= set(redirects())


def test_a_deleted_page_leaves_its_old_addresses_withdrawn(tree: Tree) -> None:
    rename(tree.grandchild, "last")
    delete(tree.grandchild)
    assert redirects() == {}
    assert withdrawn() == {"/news/child/grandchild", "/news/child/last"}


def test_a_site_that_is_deleted_with_its_root_page_leaves_nothing(tree: Tree, other: Site) -> None:
    make_section(other.root_page.specific, "Theirs")
    delete(other.root_page.specific)
    assert not Site.objects.filter(pk=other.pk).exists()
    assert WithdrawnPath.objects.count() == 0
    connection.check_constraints()


def test_withdrawals_are_undone_with_the_transaction(tree: Tree) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        delete(tree.news)
        raise RuntimeError
    assert withdrawn() == set()


@pytest.mark.slow
def test_each_site_and_language_has_its_own(tree: Tree, german: Locale, other: Site) -> None:
    translate(home(), german, "Start")
    news = translate(tree.news, german, "Nachrichten", slug="nachrichten")
    theirs = make_section(other.root_page.specific, "Theirs")
    delete(news)
    delete(theirs)
    assert withdrawn() == {"/de/nachrichten"}
    assert withdrawn(other) == {"/theirs"}


def test_a_page_that_no_site_serves_has_no_address() -> None:
    lost = add_published(home().get_parent(), HomePage(title="Lost", slug="lost"))
    unpublish(lost)
    delete(lost)
    assert WithdrawnPath.objects.count() == 0


def test_saving_a_live_page_again_changes_nothing(tree: Tree) -> None:
    publish(fresh(tree.news))
    fresh(tree.news).save_revision()
    fresh(tree.news).save()
    assert (redirects(), withdrawn()) == ({}, set())


def test_the_editor_shows_and_changes_automatic_redirects(client: Client, tree: Tree, target: SectionPage) -> None:
    rename(tree.news, "press")
    client.force_login(User.objects.create_superuser("a@example.org", "a-password-for-tests"))
    row = Redirect.objects.get(old_path="/news")
    assert b"/news/child/grandchild" in client.get(reverse("wagtailredirects:index")).content
    data = {"old_path": "/news", "site": row.site_id, "is_permanent": "on", "redirect_page": target.pk}
    response = client.post(reverse("wagtailredirects:edit", args=[row.pk]), {**data, "redirect_link": ""})
    assert response.status_code == 302
    assert redirects()["/news"] == target.pk
