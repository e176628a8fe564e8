"""Every way in which something becomes public, changes or goes is one row in the log; nothing else is."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.models import Embed
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from api.models import Change, TagSequence
from pages.models import Announcements, EventSpeaker, Navigation, PersonLink, PostAuthor, SectionPage, SiteSettings
from pages.scheduler.transitions import apply_due_transitions
from tests.api.changes.world import World, second_site
from tests.api.everything import block
from tests.changes import append_changes
from tests.content import (
    add,
    make_document,
    make_event,
    make_image,
    make_organization,
    make_person,
    make_section,
    make_topic,
    picture_file,
    publish,
)

HOUR = datetime.timedelta(hours=1)
Transition = tuple[str, Callable[[World], object], set[str]]


def saved(thing: Any, **fields: Any) -> Any:
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()
    return thing


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _move_shelf(world: World) -> None:
    closed = _closed_shelf()
    world.fresh("shelf").move(closed, "sorted-child")


def restrict_shelf(world: World) -> None:
    CollectionViewRestriction.objects.create(collection=world.shelf, restriction_type=CollectionViewRestriction.LOGIN)


def scheduled(world: World, **fields: Any) -> Any:
    page = add(world.news, SectionPage(title="Later"))
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def later(world: World) -> None:
    """Let an hour go by, and the ticker do what is due."""
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        apply_due_transitions()
        append_changes()


def expiring(world: World, name: str) -> None:
    thing = world.fresh(name)
    thing.expire_at = timezone.now() + HOUR / 2
    thing.save_revision().publish()
    world.forget()


#: When Ada is not to be seen, so is not who shows her.
POST_ONLY = {"updated post /news/post/"}

PAGES: list[Transition] = [
    ("published", lambda w: make_section(title="New"), {"published a page /new/"}),
    ("published again", lambda w: publish(w.fresh("post")), POST_ONLY),
    ("saved by code", lambda w: saved(w.fresh("post"), title="Other"), POST_ONLY),
    (
        "unpublished",
        lambda w: w.fresh("post").unpublish(),
        {
            "unpublished post /news/post/",
            "updated linking /linking/",
            "unpublished redirect",
        },
    ),
    (
        "unpublished as a plain page",
        lambda w: Page.objects.get(pk=w.post.pk).unpublish(),
        {
            "unpublished post /news/post/",
            "updated linking /linking/",
            "unpublished redirect",
        },
    ),
    (
        "unpublished, and what is below stays",
        lambda w: w.fresh("news").unpublish(),
        {
            "unpublished news /news/",
            "updated post /news/post/",
        },
    ),
    (
        "deleted",
        lambda w: w.fresh("post").delete(),
        {
            "deleted post /news/post/",
            "updated linking /linking/",
            "deleted redirect",
        },
    ),
    (
        "deleted with what is below",
        lambda w: w.fresh("news").delete(),
        {
            "deleted news /news/",
            "deleted post /news/post/",
            "updated linking /linking/",
            "deleted redirect",
        },
    ),
    (
        "moved with what is below",
        lambda w: w.fresh("news").move(w.fresh("linking"), "last-child"),
        {
            "moved news /news/ > /linking/news/",
            "moved post /news/post/ > /linking/news/post/",
            "published redirect from /news",
            "published redirect from /news/post",
        },
    ),
    (
        "moved within its parent",
        lambda w: w.fresh("linking").move(w.fresh("news"), "left"),
        {"updated linking /linking/"},
    ),
    (
        "renamed address, with what is below",
        lambda w: publish(_slug(w.fresh("news"), "neu")),
        {
            "moved news /news/ > /neu/",
            "moved post /news/post/ > /neu/post/",
            "published redirect from /news",
            "published redirect from /news/post",
        },
    ),
    (
        "restricted, with what is below",
        lambda w: restrict(w.news),
        {
            "unpublished news /news/",
            "unpublished post /news/post/",
            "updated linking /linking/",
            "unpublished redirect",
        },
    ),
    ("draft saved", lambda w: w.fresh("post").save_revision(), set()),
    ("new draft", lambda w: add(w.news, SectionPage(title="Another")), set()),
    ("draft deleted", lambda w: w.fresh("draft").delete(), set()),
    ("draft moved", lambda w: w.fresh("draft").move(w.fresh("linking"), "last-child"), set()),
    ("draft moved within its parent", lambda w: w.fresh("draft").move(w.fresh("post"), "left"), {"updated site"}),
    ("locked", lambda w: saved_columns(w.fresh("post"), locked=True), set()),
    ("scheduled", lambda w: scheduled(w, go_live_at=timezone.now() + HOUR), set()),
    ("new version scheduled", lambda w: _publish_later(w.fresh("post")), set()),
    ("published after it had expired", lambda w: scheduled(w, expire_at=timezone.now() - HOUR), set()),
    (
        "copied",
        lambda w: w.fresh("linking").copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=True),
        {
            "published a page /copy/",
        },
    ),
    ("copied as a draft", lambda w: w.fresh("linking").copy(update_attrs={"slug": "copy"}, keep_live=False), set()),
    (
        "copied as an alias",
        lambda w: w.fresh("post").create_alias(update_slug="alias"),
        {
            "published a page /news/alias/",
        },
    ),
    ("author taken off", lambda w: w.fresh("post").authors.all().delete(), POST_ONLY),
    ("author changed", lambda w: saved(PostAuthor.objects.get(), byline="of the union"), POST_ONLY),
    ("tag renamed", lambda w: saved(Tag.objects.get(name="urgent"), name="now"), POST_ONLY),
    ("tag deleted", lambda w: Tag.objects.get(name="urgent").delete(), POST_ONLY),
    ("topics changed by code", lambda w: w.topic.posts.clear(), POST_ONLY),
]


def saved_columns(thing: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(fields))


def _slug(page: Any, slug: str) -> Any:
    page.slug = slug
    return page


def _publish_later(page: Any) -> None:
    page.go_live_at = timezone.now() + HOUR
    page.save_revision().publish()


ADA_HIDDEN = {"updated post /news/post/"}
RECORDS: list[Transition] = [
    ("person published", lambda w: make_person("Bo"), {"published a person"}),
    ("person drafted", lambda w: saved(type(w.ada)(name="Bo", live=False)), set()),
    ("person's draft saved", lambda w: w.fresh("ada").save_revision(), set()),
    ("person edited", lambda w: w.fresh("ada").save_revision().publish(), {"updated ada"}),
    (
        "person's link edited",
        lambda w: PersonLink.objects.create(person=w.ada, label="x", url="https://x.example"),
        {"updated ada"},
    ),
    ("person unpublished", lambda w: w.fresh("ada").unpublish(), {"unpublished ada", *ADA_HIDDEN}),
    ("person deleted", lambda w: _without_authors(w).delete(), {"deleted ada", *ADA_HIDDEN}),
    ("organization unpublished", lambda w: w.fresh("union").unpublish(), {"unpublished union", "updated ada"}),
    ("organization published", lambda w: make_organization("League"), {"published a organization"}),
    ("topic made", lambda w: make_topic("Clean water"), {"published a topic"}),
    ("topic edited", lambda w: saved(w.fresh("topic"), name="Safety"), {"updated topic"}),
]


def _without_authors(world: World) -> Any:
    PostAuthor.objects.all().delete()
    return world.fresh("ada")


SHELF_HIDDEN = {
    "unpublished picture",
    "unpublished paper",
    "updated union",
    "updated post /news/post/",
    "updated linking /linking/",
}
MEDIA: list[Transition] = [
    ("image uploaded", lambda w: make_image(), {"published a image"}),
    ("image edited", lambda w: saved(w.fresh("picture"), alt="Other words"), {"updated picture"}),
    ("image's file replaced", lambda w: saved(w.fresh("picture"), file=picture_file("other.jpg")), {"updated picture"}),
    ("image tagged", lambda w: w.fresh("picture").tags.add("blue"), {"updated picture"}),
    (
        "image deleted",
        lambda w: w.fresh("picture").delete(),
        {
            "deleted picture",
            "updated union",
            "updated post /news/post/",
        },
    ),
    ("document uploaded", lambda w: make_document("Other"), {"published a document"}),
    ("document edited", lambda w: saved(w.fresh("paper"), title="Leaflet"), {"updated paper"}),
    (
        "document's file replaced",
        lambda w: saved(w.fresh("paper"), file=ContentFile(b"new", "new.txt")),
        {"updated paper"},
    ),
    ("document deleted", lambda w: w.fresh("paper").delete(), {"deleted paper", "updated linking /linking/"}),
    ("collection restricted", restrict_shelf, SHELF_HIDDEN),
    (
        "collection moved below a restricted one",
        _move_shelf,
        SHELF_HIDDEN,
    ),
    (
        "image moved to a restricted collection",
        lambda w: saved(w.fresh("picture"), collection=_closed_shelf()),
        {
            "unpublished picture",
            "updated union",
            "updated post /news/post/",
        },
    ),
    ("collection renamed", lambda w: saved(w.fresh("shelf"), name="Other"), set()),
]


def _closed_shelf() -> Collection:
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    return closed


SITE: list[Transition] = [
    ("menu", lambda w: Navigation.objects.create(site=w.site), {"updated site"}),
    ("site settings", lambda w: SiteSettings.objects.create(site=w.site), {"updated site"}),
    ("announcements", lambda w: Announcements.objects.create(site=w.site), {"updated site"}),
    (
        "menu entry withdrawn",
        lambda w: _menu_of(w, w.post) and w.fresh("post").unpublish(),
        {
            "unpublished post /news/post/",
            "updated linking /linking/",
            "unpublished redirect",
            "updated site",
        },
    ),
    ("site's host", lambda w: saved(w.fresh("site"), hostname="new.example.org"), {"updated site"}),
    ("site added", second_site, {"published a site", "published a page /"}),
    (
        "site added inside",
        lambda w: Site.objects.create(hostname="news.example.org", root_page=w.news),
        {
            "published a site",
            "unpublished news /news/",
            "unpublished post /news/post/",
            "published news /",
            "published post /post/",
            "unpublished redirect",
            "updated linking /linking/",
        },
    ),
    (
        "root page changed",
        lambda w: saved(w.fresh("site"), root_page=Page.objects.get(pk=w.news.pk)),
        {
            "updated site",
            "unpublished home /",
            "unpublished linking /linking/",
            "moved news /news/ > /",
            "moved post /news/post/ > /post/",
            "published redirect from /news",
            "published redirect from /news/post",
        },
    ),
    (
        "site deleted",
        lambda w: w.fresh("site").delete(),
        {
            "deleted site",
            "unpublished home /",
            "unpublished linking /linking/",
            "unpublished news /news/",
            "unpublished post /news/post/",
            "deleted redirect",
        },
    ),
    ("language added", lambda w: Locale.objects.create(language_code="en-gb"), {"updated site"}),
    (
        "redirect made",
        lambda w: Redirect.objects.create(old_path="/x", redirect_link="https://x.example/"),
        {
            "published redirect from /x",
        },
    ),
    ("redirect to a draft", lambda w: Redirect.objects.create(old_path="/x", redirect_page=w.draft), set()),
    ("redirect changed", lambda w: saved(w.fresh("redirect"), old_path="/older"), {"updated redirect"}),
    ("redirect deleted", lambda w: w.fresh("redirect").delete(), {"deleted redirect"}),
]


def _menu_of(world: World, page: Page) -> bool:
    entry = {"page": page.pk, "label": "", "children": []}
    Navigation.objects.create(site=world.site, header=[block(1, "page", entry)])
    world.forget()
    return True


TRANSITIONS = [*PAGES, *RECORDS, *MEDIA, *SITE]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "expected"), [found[1:] for found in TRANSITIONS], ids=[found[0] for found in TRANSITIONS]
)
def test_a_transition_is_in_the_log(change: Callable[[World], object], expected: set[str], world: World) -> None:
    assert world.news_of(change) == expected


def test_a_page_goes_live_at_its_hour_and_not_before(world: World) -> None:
    page = scheduled(world, go_live_at=timezone.now() + HOUR / 2)
    assert world.news_of(lambda _: apply_due_transitions()) == set()
    assert world.news_of(later) == {"published a page /news/later/"}
    world.forget()
    assert world.news_of(later) == set()
    assert SectionPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("linking", {"unpublished linking /linking/"}),
        ("ada", {"unpublished ada", "updated post /news/post/"}),
    ],
)
def test_what_expires_is_taken_down_once(name: str, expected: set[str], world: World) -> None:
    expiring(world, name)
    assert world.news_of(later) == expected
    world.forget()
    assert world.news_of(later) == set()


def test_an_expiry_is_listed_with_the_next_change_of_the_page_though_no_ticker_runs(world: World) -> None:
    expiring(world, "linking")
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        assert world.news_of(lambda w: publish_title(w.fresh("linking"))) == {"unpublished linking /linking/"}


def publish_title(page: Any) -> None:
    page.title = "Other"
    page.save()


def test_what_is_restricted_comes_back(world: World) -> None:
    restriction = restrict(world.news)
    world.forget()
    assert world.news_of(lambda _: restriction.delete()) == {
        "published news /news/",
        "published post /news/post/",
        "published redirect",
        "updated linking /linking/",
    }


def test_a_restriction_that_is_put_on_another_page_moves(world: World) -> None:
    restriction = restrict(world.linking)
    world.forget()
    assert world.news_of(lambda w: saved(restriction, page=Page.objects.get(pk=w.post.pk))) == {
        "published linking /linking/",
        "unpublished post /news/post/",
        "unpublished redirect",
    }


def test_a_page_that_leaves_its_site_is_new_on_the_other(world: World) -> None:
    other = second_site(world)
    world.forget()
    world.news_of(lambda w: w.fresh("news").move(other.root_page, "last-child"))
    changes = Change.objects.filter(sequence__gt=world.sequence, kind="page").order_by("action", "html_path")
    assert [(change.action, change.site_id, change.html_path or change.old_html_path) for change in changes] == [
        ("published", other.pk, "/news/"),
        ("published", other.pk, "/news/post/"),
        ("unpublished", world.site.pk, "/news/"),
        ("unpublished", world.site.pk, "/news/post/"),
        ("updated", world.site.pk, "/linking/"),
    ]


def test_a_page_that_two_sites_serve_changes_on_both(world: World) -> None:
    Site.objects.create(hostname="mirror.example.org", root_page=world.home)
    world.forget()
    publish(world.fresh("linking"))
    append_changes()
    changes = Change.objects.filter(sequence__gt=world.sequence)
    assert {(change.object_id, change.action) for change in changes} == {(world.linking.pk, "updated")}
    assert len(changes) == 2


def test_an_embedded_video_that_becomes_known_changes_its_pages(world: World) -> None:
    url = "https://video.example.org/1?a=b&c=ü"
    publish(saved(world.fresh("linking"), body=[block(1, "embed", {"url": url, "title": ""})]))
    world.forget()
    assert world.news_of(lambda _: Embed.objects.create(url=url, hash="1", html="<p></p>")) == {
        "updated linking /linking/"
    }


def test_what_is_below_a_section_of_people_has_another_address(world: World) -> None:
    section = make_section(title="People", shows="people")
    world.forget()
    assert world.news_of(lambda _: section.unpublish()) == {"unpublished a page /people/", "updated ada"}
    tags = Change.objects.get(kind="person", sequence__gt=world.sequence).tags
    assert f"path:{world.site.pk}:/people/ada/" in tags


def test_tags_name_everything_that_a_change_touches(world: World) -> None:
    world.news_of(lambda w: publish(_slug(w.fresh("post"), "newer")))
    change = Change.objects.get(kind="page", sequence__gt=world.sequence)
    site = world.site.pk
    assert change.tags == sorted(
        [
            f"page:{world.post.pk}",
            "list:pages.GuestBlogPost",
            "list:pages.Page",
            f"pages:person:{world.ada.pk}",
            f"pages:topic:{world.topic.pk}",
            f"path:{site}:/news/post/",
            f"path:{site}:/news/newer/",
        ]
    )
    known = dict(TagSequence.objects.values_list("tag", "sequence"))
    assert {known[tag] for tag in change.tags} >= {change.sequence}
    assert all(known[tag] >= change.sequence for tag in change.tags)


def test_somebody_unconfirmed_is_not_said_to_speak(world: World) -> None:
    event = make_event(speakers=[EventSpeaker(person=world.ada, confirmed=False)])
    append_changes()
    assert f"pages:person:{world.ada.pk}" not in Change.objects.get(object_id=event.pk, kind="page").tags
