"""What editors do in the admin is in the change log: in forms, in bulk, by approving."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask
from wagtail.test.utils.form_data import nested_form_data, streamfield

from api.models import Change
from pages.models import User
from tests.api.changes.world import World
from tests.content import add
from tests.pages.test_middleware import publish_form

Post = Callable[..., None]
NEWS_HIDDEN = {
    "unpublished news /news/",
    "unpublished post /news/post/",
    "unpublished redirect",
    "updated linking /linking/",
}


@pytest.fixture
def post(client: Client, db: None) -> Post:
    """Send a form of the admin, which must accept it."""
    client.force_login(User.objects.create_superuser("boss@example.org", "a-password-for-tests"))

    def send(view: str, /, *arguments: Any, query: str = "", **data: Any) -> None:
        response = client.post(reverse(view, args=arguments) + query, data)
        assert response.status_code == 302 or b"set_privacy_done" in response.content, response.content.decode()

    return send


def bulk(post: Post, thing: Any, action: str, *more: Any, **data: Any) -> None:
    query = "&".join(f"id={one.pk}" for one in (thing, *more))
    model = Page if isinstance(thing, Page) else type(thing)
    post(
        "wagtail_bulk_action",
        model._meta.app_label,
        model._meta.model_name,
        action,
        query=f"?next=/admin/&{query}",
        **data,
    )


def form(**fields: Any) -> dict[str, Any]:
    return {**publish_form("News"), "slug": "news", **fields}


@pytest.mark.slow
def test_publishing_and_saving_a_draft(world: World, post: Post) -> None:
    draft = {name: value for name, value in form(title="Draft").items() if name != "action-publish"}
    assert world.news_of(lambda w: post("wagtailadmin_pages:edit", w.news.pk, **draft)) == set()
    assert world.news_of(lambda w: post("wagtailadmin_pages:edit", w.news.pk, **form())) == {"updated news /news/"}


def test_a_new_address(world: World, post: Post) -> None:
    assert world.news_of(lambda w: post("wagtailadmin_pages:edit", w.news.pk, **form(slug="neu"))) == {
        "moved news /news/ > /neu/",
        "moved post /news/post/ > /neu/post/",
        "published redirect from /news",
        "published redirect from /news/post",
    }


def test_a_new_page(world: World, post: Post) -> None:
    new = form(title="New", slug="new")
    assert world.news_of(lambda w: post("wagtailadmin_pages:add", "pages", "sectionpage", w.home.pk, **new)) == {
        "published a page /new/"
    }


def test_scheduling(world: World, post: Post) -> None:
    tomorrow = (timezone.now() + datetime.timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    new = form(title="New", slug="new", go_live_at=tomorrow)
    assert world.news_of(lambda w: post("wagtailadmin_pages:add", "pages", "sectionpage", w.home.pk, **new)) == set()
    assert not Page.objects.get(slug="new").live


def test_taking_down_with_what_is_below(world: World, post: Post) -> None:
    assert world.news_of(lambda w: post("wagtailadmin_pages:unpublish", w.news.pk, include_descendants="on")) == (
        NEWS_HIDDEN
    )


def test_deleting(world: World, post: Post) -> None:
    assert world.news_of(lambda w: post("wagtailadmin_pages:delete", w.linking.pk)) == {"deleted linking /linking/"}


def test_moving(world: World, post: Post) -> None:
    move = lambda w: post("wagtailadmin_pages:move_confirm", w.linking.pk, w.draft.pk)  # noqa: E731
    assert world.news_of(move) == {
        "moved linking /linking/ > /news/draft/linking/",
        "published redirect from /linking",
    }


def test_privacy(world: World, post: Post) -> None:
    assert world.news_of(lambda w: post("wagtailadmin_pages:set_privacy", w.news.pk, restriction_type="login")) == (
        NEWS_HIDDEN
    )
    world.forget()
    assert world.news_of(lambda w: post("wagtailadmin_pages:set_privacy", w.news.pk, restriction_type="none")) == {
        line.replace("unpublished", "published") for line in NEWS_HIDDEN
    }


def test_privacy_of_a_collection(world: World, post: Post) -> None:
    private = lambda w: post("wagtailadmin_collections:set_privacy", w.shelf.pk, restriction_type="login")  # noqa: E731
    assert world.news_of(private) == {
        *("unpublished picture", "unpublished paper", "updated union"),
        *("updated post /news/post/", "updated linking /linking/"),
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("publish", {"updated linking /linking/", "published draft /news/draft/"}),
        ("unpublish", {"unpublished linking /linking/"}),
        ("delete", {"deleted linking /linking/"}),
    ],
)
def test_several_pages_at_once(action: str, expected: set[str], world: World, post: Post) -> None:
    def act(world: World) -> None:
        for name in ("linking", "draft"):
            world.fresh(name).save_revision()
        bulk(post, world.linking, action, world.draft, include_descendants="")

    assert world.news_of(act) == expected


def test_moving_several_pages_at_once(world: World, post: Post) -> None:
    assert world.news_of(lambda w: bulk(post, w.linking, "move", w.post, chooser=w.draft.pk)) == {
        "moved post /news/post/ > /news/draft/post/",
        "published redirect from /news/post",
        "moved linking /linking/ > /news/draft/linking/",
        "published redirect from /linking",
    }


def test_several_images_at_once(world: World, post: Post) -> None:
    def act(world: World) -> None:
        closed = world.shelf.get_parent().add_child(name="Closed")
        post("wagtailadmin_collections:set_privacy", closed.pk, restriction_type="login")
        bulk(post, world.picture, "add_to_collection", collection=closed.pk)

    assert world.news_of(act) == {"unpublished picture", "updated union", "updated post /news/post/"}


def test_several_images_get_tags(world: World, post: Post) -> None:
    assert world.news_of(lambda w: bulk(post, w.picture, "add_tags", tags="blue")) == {"updated picture"}


def test_several_documents_deleted_at_once(world: World, post: Post) -> None:
    assert world.news_of(lambda w: bulk(post, w.paper, "delete")) == {"deleted paper", "updated linking /linking/"}


def test_a_record_taken_down(world: World, post: Post) -> None:
    assert world.news_of(lambda w: post("wagtailsnippets_pages_person:unpublish", w.ada.pk)) == {
        "unpublished ada",
        "updated post /news/post/",
    }


def test_several_records_deleted_at_once(world: World, post: Post) -> None:
    def act(world: World) -> None:
        world.post.authors.all().delete()
        bulk(post, world.ada, "delete")

    assert world.news_of(act) == {"deleted ada", "updated post /news/post/"}


def test_a_topic(world: World, post: Post) -> None:
    edit = lambda w: post("wagtailsnippets_pages_topic:edit", w.topic.pk, name="Safety", slug="safety")  # noqa: E731
    assert world.news_of(edit) == {"updated topic"}


def test_a_redirect(world: World, post: Post) -> None:
    new = {"old_path": "/x", "is_permanent": "on", "redirect_link": "https://x.example/", "site": ""}
    assert world.news_of(lambda _: post("wagtailredirects:add", **new)) == {"published redirect from /x"}


def test_the_menu(world: World, post: Post) -> None:
    menu = nested_form_data({"header": streamfield([]), "footer": streamfield([])})
    assert world.news_of(lambda w: post("wagtailsettings:edit", "pages", "navigation", w.site.pk, **menu)) == {
        "updated site"
    }


def test_the_site_record(world: World, post: Post) -> None:
    fields = {"hostname": "new.example.org", "port": 80, "site_name": "", "is_default_site": "on"}
    edit = lambda w: post("wagtailsites:edit", w.site.pk, root_page=w.home.pk, **fields)  # noqa: E731
    assert world.news_of(edit) == {"updated site"}


def test_an_approval(world: World, post: Post, client: Client) -> None:
    workflow = Workflow.objects.create(name="Four eyes")
    task = GroupApprovalTask.objects.create(name="Approve")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page = add(world.news, type(world.news)(title="Submitted"))
    page.save_revision()
    submitted = workflow.start(page, User.objects.get())
    world.forget()
    state = submitted.current_task_state
    approve = ("wagtailadmin_pages:workflow_action", page.pk, "approve", state.pk)
    assert world.news_of(lambda _: post(*approve)) == {"published a page /news/submitted/"}


def test_what_is_refused_is_not_in_the_log(world: World, client: Client, post: Post) -> None:
    world.post.authors.all().delete()
    world.fresh("post").unpublish()
    world.forget()
    world.fresh("post").save_revision()
    bulk(post, world.post, "publish", include_descendants="")
    assert world.news_of(lambda _: None) == set()
    assert not Change.objects.filter(sequence__gt=world.sequence).exists()
