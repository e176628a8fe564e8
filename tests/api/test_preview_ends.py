"""Every way in which a preview or a link to a draft ends, and every way in which its token can be used.

What happened is judged when the token is used, whoever changed it: each row is tried with signals, and without.
"""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db.models import signals
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from pages.models import GuestBlogPost, PreviewSession, SectionPage, ShareLink, User
from pages.previews.page_state import current_page
from pages.previews.share_links import create_share_link, revoke_share_link
from pages.scheduler.transitions import apply_due_transitions
from tests.content import make_post, make_section, open_preview
from tests.pages.permissions import limited_editor
from tests.shared import SharedContent, again, undone
from tests.slices import THOROUGH

pytestmark = pytest.mark.slow

POST = "pages.guestblogpost"
NOON = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@dataclass
class Scene:
    """A published post with a draft in a section that an editor may edit, and two sections that it may be moved to."""

    post: GuestBlogPost
    section: SectionPage
    own: SectionPage
    foreign: SectionPage
    restricted: SectionPage
    editor: User
    link: ShareLink | None = None
    clock: Any = None

    @property
    def page(self) -> GuestBlogPost:
        """The post as it is in the database now."""
        return GuestBlogPost.objects.get(pk=self.post.pk)


def _scene() -> Scene:
    own, foreign = make_section(title="Own"), make_section(title="Foreign")
    restricted = make_section(own, "Members")
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    section = make_section(own, "News")
    post = make_post(section, "Public title")
    post.title = "Secret title"
    post.save_revision()
    editor = limited_editor(own)
    return Scene(post, section, own, foreign, restricted, editor)


@pytest.fixture(scope="module")
def shared_scene(sharing: SharedContent) -> Scene:
    return sharing.get("shared_scene", lambda: undone(_scene))


@pytest.fixture
def scene(shared_scene: Scene, settings: Any, db: None) -> Iterator[Scene]:
    settings.PREVIEW_RATES = dict.fromkeys(settings.PREVIEW_RATES, "1000000/s")
    with time_machine.travel(NOON, tick=False) as clock:
        scene = again(shared_scene)
        scene.clock = clock
        yield scene
    # Of unknown tokens.
    cache.clear()


# What happens


def nothing(scene: Scene) -> None:
    pass


def typed(scene: Scene) -> None:
    draft = scene.page
    draft.title = "Secret title"
    assert open_preview(draft, scene.editor)


def saved(scene: Scene) -> None:
    draft = scene.page
    draft.title = "Secret title, again"
    draft.save_revision()


def scheduled(scene: Scene) -> None:
    draft = scene.page.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + DAY
    draft.save_revision(approved_go_live_at=draft.go_live_at).publish()


def moved_within(scene: Scene) -> None:
    scene.page.move(scene.own, "last-child")


def idle(scene: Scene) -> None:
    scene.clock.shift(901)


def published(scene: Scene) -> None:
    scene.page.get_latest_revision().publish()


def published_on_schedule(scene: Scene) -> None:
    draft = scene.page.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + datetime.timedelta(minutes=5)
    draft.save_revision(approved_go_live_at=draft.go_live_at).publish()
    scene.clock.shift(301)
    assert apply_due_transitions().published


def unpublished(scene: Scene) -> None:
    scene.page.unpublish()


def unpublished_by_sql(scene: Scene) -> None:
    Page.objects.filter(pk=scene.post.pk).update(live=False)


def expired_on_schedule(scene: Scene) -> None:
    Page.objects.filter(pk=scene.post.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
    assert apply_due_transitions().expired


def expired_before_the_scheduler_ran(scene: Scene) -> None:
    Page.objects.filter(pk=scene.post.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))


def deleted(scene: Scene) -> None:
    scene.page.delete()


def deleted_with_its_section(scene: Scene) -> None:
    SectionPage.objects.get(pk=scene.section.pk).delete()


def restricted(scene: Scene) -> None:
    PageViewRestriction.objects.create(page=scene.page, restriction_type="login")


def restricted_by_bulk(scene: Scene) -> None:
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=scene.page, restriction_type="login")])


def restricted_above(scene: Scene) -> None:
    PageViewRestriction.objects.create(page=scene.own, restriction_type="login")


def moved_below_a_restricted_page(scene: Scene) -> None:
    scene.page.move(scene.restricted, "last-child")


def section_moved_below_a_restricted_page(scene: Scene) -> None:
    SectionPage.objects.get(pk=scene.section.pk).move(scene.restricted, "last-child")


def moved_where_the_editor_may_not_edit(scene: Scene) -> None:
    scene.page.move(scene.foreign, "last-child")


def section_moved_where_the_editor_may_not_edit(scene: Scene) -> None:
    SectionPage.objects.get(pk=scene.section.pk).move(scene.foreign, "last-child")


def left_the_group(scene: Scene) -> None:
    scene.editor.groups.clear()


def group_lost_its_permission(scene: Scene) -> None:
    GroupPagePermission.objects.filter(group__name="Below Own").delete()


def group_deleted(scene: Scene) -> None:
    Group.objects.filter(name="Below Own").delete()


def deactivated(scene: Scene) -> None:
    scene.editor.is_active = False
    scene.editor.save()


def deactivated_by_sql(scene: Scene) -> None:
    User.objects.filter(pk=scene.editor.pk).update(is_active=False)


def account_deleted(scene: Scene) -> None:
    scene.editor.delete()


def password_changed(scene: Scene) -> None:
    scene.editor.set_password("another-password-for-tests")
    scene.editor.save()


def link_revoked(scene: Scene) -> None:
    assert scene.link is not None
    revoke_share_link(scene.link, scene.editor)


def link_expired(scene: Scene) -> None:
    scene.clock.shift(DAY)


#: What happens, then what a preview and what a link to the draft say. 200 means that it still shows the draft.
WAYS: list[tuple[Callable[[Scene], None], str | int, str | int]] = [
    (nothing, 200, 200),
    (typed, 200, 200),
    (saved, 200, 200),
    (scheduled, 200, 200),
    (moved_within, 200, 200),
    (idle, "expired", 200),
    (published, "published", 200),
    (published_on_schedule, "published", 200),
    (unpublished, "unpublished", 200),
    (unpublished_by_sql, "unpublished", 200),
    (expired_on_schedule, "unpublished", 200),
    (expired_before_the_scheduler_ran, "unpublished", 200),
    (deleted, "deleted", 404),
    (deleted_with_its_section, "deleted", 404),
    (restricted, "privacy", 200),
    (restricted_by_bulk, "privacy", 200),
    (restricted_above, "privacy", 200),
    (moved_below_a_restricted_page, "privacy", 200),
    (section_moved_below_a_restricted_page, "privacy", 200),
    (moved_where_the_editor_may_not_edit, "access", "access"),
    (section_moved_where_the_editor_may_not_edit, "access", "access"),
    (left_the_group, "access", "access"),
    (group_lost_its_permission, "access", "access"),
    (group_deleted, "access", "access"),
    (deactivated, "access", "access"),
    (deactivated_by_sql, "access", "access"),
    (account_deleted, 404, 404),
    (password_changed, "password", 200),
    (link_revoked, 200, "revoked"),
    (link_expired, "expired", "link_expired"),
]


# How it is asked


def by_preview(client: Client, token: str) -> Any:
    return client.get("/api/v2/preview/", {"content_type": POST, "token": token})


def by_header(client: Client, token: str) -> Any:
    return client.get("/api/v2/posts/", headers={"Preview-Token": token})


def by_header_without_drafts(client: Client, token: str) -> Any:
    return client.get("/api/v2/changes/", headers={"Preview-Token": token})


@contextmanager
def without_signals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep what ends previews from hearing of changes, as with a change by SQL."""
    with monkeypatch.context() as patch:
        for signal in (page_published, page_unpublished, signals.post_save, signals.post_delete):
            kept = [receiver for receiver in signal.receivers if "end_previews" not in str(receiver[0][0])]
            patch.setattr(signal, "receivers", kept)
            signal.sender_receivers_cache.clear()
        yield
    for signal in (page_published, page_unpublished, signals.post_save, signals.post_delete):
        signal.sender_receivers_cache.clear()


def outcome(response: Any, source: str) -> str | int:
    """Return the code with which a token is refused, else the status."""
    assert "no-store" in response["Cache-Control"]
    if response.status_code != 410:
        return int(response.status_code)
    (error,) = response.json()["errors"]
    assert error["parameter"] == source
    return str(error["code"])


#: What is heard of deletes the draft at once; after anything else it is deleted when the session's time is up.
DELETES_AT_ONCE = {published, published_on_schedule, unpublished, expired_on_schedule, deleted, restricted, deactivated}
#: Judging does not need the signals, so that what they add is tried with all of them only if it shall be thorough.
TRIED = [
    pytest.param(*way, heard, id=f"{way[0].__name__}, {'heard' if heard else 'unheard'}")
    for way in WAYS
    for heard in (False, True)
    if THOROUGH or not heard or way[0] in DELETES_AT_ONCE
]


@pytest.mark.parametrize(("happens", "of_preview", "of_link", "heard"), TRIED)
def test_a_token_ends_when_it_must(
    happens: Callable[[Scene], None],
    of_preview: str | int,
    of_link: str | int,
    heard: bool,
    scene: Scene,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = scene.page.get_latest_revision_as_object()
    token = open_preview(draft, scene.editor)
    scene.link, address = create_share_link(scene.page, scene.editor, DAY)
    link = parse_qs(urlsplit(address).query)["token"][0]
    scene.clock.shift(1)
    if heard:
        happens(scene)
    else:
        with without_signals(monkeypatch):
            happens(scene)
    # A draft is never shown where its token is refused, whether or not its row is left.
    assert outcome(by_preview(client, token), "token") == of_preview
    listed = by_header(client, token)
    assert outcome(listed, "Preview-Token") == of_preview
    assert ("Secret title" in listed.content.decode()) == (of_preview == 200)
    assert outcome(by_header_without_drafts(client, token), "Preview-Token") == of_preview
    assert outcome(by_preview(client, link), "token") == of_link
    # A link opens one page, never the whole site.
    assert by_header(client, link).status_code == 404
    if heard and happens in DELETES_AT_ONCE:
        assert not PreviewSession.objects.exclude(content="").exists()


def test_typing_after_the_end_opens_another_preview(scene: Scene, client: Client) -> None:
    draft = scene.page.get_latest_revision_as_object()
    token = open_preview(draft, scene.editor)
    moved_below_a_restricted_page(scene)
    another = open_preview(scene.page.get_latest_revision_as_object(), scene.editor)
    assert another != token
    assert outcome(by_preview(client, token), "token") == "privacy"
    assert by_preview(client, another).json()["title"] == "Secret title"


def test_a_preview_shows_the_place_that_the_page_has_now(scene: Scene, client: Client) -> None:
    token = open_preview(scene.page.get_latest_revision_as_object(), scene.editor)
    moved_within(scene)
    shown = by_preview(client, token).json()["meta"]
    assert shown["html_path"] == "/own/public-title/"
    assert [crumb["title"] for crumb in shown["breadcrumbs"]][-2:] == ["Own", "Secret title"]


def unsaved(scene: Scene) -> GuestBlogPost:
    page = GuestBlogPost(title="New", slug="new", locale=scene.section.locale)
    page.path, page.depth = Page._get_children_path_interval(scene.section.path)[1], scene.section.depth + 1
    page.set_url_path(scene.section)
    return page


@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (nothing, 200),
        (deleted_with_its_section, "deleted"),
        (restricted_above, "privacy"),
        (section_moved_below_a_restricted_page, "privacy"),
        (section_moved_where_the_editor_may_not_edit, "access"),
        (left_the_group, "access"),
        (password_changed, "password"),
    ],
)
def test_a_page_that_was_never_saved_is_judged_by_its_parent(
    happens: Callable[[Scene], None], expected: str | int, scene: Scene, client: Client
) -> None:
    token = open_preview(unsaved(scene), scene.editor)
    happens(scene)
    assert outcome(by_preview(client, token), "token") == expected


def test_sessions_of_an_earlier_release_still_open(scene: Scene, client: Client) -> None:
    token = open_preview(scene.page.get_latest_revision_as_object(), scene.editor)
    PreviewSession.objects.update(state={})
    assert by_preview(client, token).status_code == 200
    moved_where_the_editor_may_not_edit(scene)
    assert outcome(by_preview(client, token), "token") == "access"
    assert current_page(scene.page) is not None
