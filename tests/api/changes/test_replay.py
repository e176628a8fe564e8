"""Whoever replays the changes on an old export of a site has the current one.

``REPLAYS`` is how many histories are tried; by default so many as take some seconds.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from treebeard.exceptions import InvalidMoveToDescendant
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from pages.models import GuestBlogPost, Person, PostAuthor
from tests.api.changes.world import World
from tests.api.everything import block
from tests.changes import append_changes
from tests.content import make_post, make_section, publish
from tests.slices import how_many

pytestmark = pytest.mark.slow
REPLAYS = how_many(5, 25, "REPLAYS")
ADDRESS = re.compile(r"/api/v2/(page|image|document)s/(\d+)/")
LINK = re.compile(r"data-(page|document)-id=\\?\"(\d+)|/(document|image)s/(\d+)/")


class Export:
    """What a frontend keeps of a site: the addresses and details of all pages, and all people."""

    def __init__(self, get: Callable[..., Any]) -> None:
        self.get = get
        self.cursor = get("changes/")["cursor"]
        self.topics = {item["slug"]: item["id"] for item in get("topics/", limit=100)["items"]}
        self.urls = {item["id"]: item for item in get("urls/", limit=100)["items"]}
        self.pages = {key: get(f"pages/{key}/") for key in self.urls}
        self.people = {item["id"]: item for item in get("people/", limit=100, fields="*")["items"]}

    @property
    def content(self) -> dict[str, Any]:
        """Everything that is kept."""
        return {"urls": self.urls, "pages": self.pages, "people": self.people}

    def catch_up(self, limit: int) -> None:
        """Replay what has changed since, a few changes at a time."""
        complete = False
        while not complete:
            answer = self.get("changes/", since=self.cursor, limit=limit)
            for item in answer["items"]:
                self._replay(item)
            self.cursor, complete = answer["cursor"], answer["complete"]

    def _replay(self, item: dict[str, Any]) -> None:
        tags = set(item["tags"])
        if f"page:{item['id']}" in tags:
            self._fetch_page(item["id"])
        if f"person:{item['id']}" in tags:
            self._fetch_person(item["id"])
        for key in [key for key, page in self.pages.items() if tags & self._tags_of(page)]:
            self._fetch_page(key)
        for key in [
            key for key, person in self.people.items() if tags & {*self._tags_of(person), f"pages:person:{key}"}
        ]:
            self._fetch_person(key)

    def _fetch_page(self, key: int) -> None:
        found = self.get("urls/", id=key)["items"]
        for kept in (self.urls, self.pages):
            kept.pop(key, None)
        if found:
            self.urls[key], self.pages[key] = found[0], self.get(f"pages/{key}/")

    def _fetch_person(self, key: int) -> None:
        self.people.pop(key, None)
        self.people |= {item["id"]: item for item in self.get("people/", id=key, fields="*")["items"]}

    def _tags_of(self, detail: Any) -> set[str]:
        """Return the tags of what a detail shows, as far as its fields reveal them."""
        text = json.dumps(detail)
        tags = {f"{kind}:{key}" for kind, key in ADDRESS.findall(text)}
        tags |= {f"{kind or other}:{key or also}" for kind, key, other, also in LINK.findall(text)}
        for shown in _objects(detail):
            if "job_title" in shown:
                tags.add(f"person:{shown['id']}")
                # A byline that was left empty names the organization of the person.
                shown = self.people.get(shown["id"], {}).get("organization") or {}
            if "short_name" in shown:
                tags.add(f"organization:{shown['id']}")
            if "id" in shown and "html_path" in shown:
                tags.add(f"page:{shown['id']}")
        return tags | {f"topic:{self.topics[topic['slug']]}" for topic in detail.get("topics", ())}


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(inner)


class History:
    """Changes of a site, each made of two numbers."""

    def __init__(self, world: World) -> None:
        self.world = world

    def happen(self, change: "Happening", first: int, second: int) -> None:
        """Make one random change, if it is possible."""
        with suppress(ObjectDoesNotExist, ValidationError, InvalidMoveToDescendant), transaction.atomic():
            change(self, first, second)

    def page(self, number: int) -> Any:
        """Return one of the pages below the home page."""
        pages = list(Page.objects.filter(depth__gt=2).exclude(pk=self.world.home.pk).order_by("pk"))
        if not pages:
            raise Page.DoesNotExist
        return pages[number % len(pages)].specific

    def make(self, first: int, second: int) -> None:
        linked = self.page(second)
        below = self.page(first) if first % 2 else self.world.home
        link = f'<p><a linktype="page" id="{linked.pk}">read</a></p>'
        make_section(below.specific, f"Section {Page.objects.count()}", body=[block(1, "paragraph", link)])

    def make_post(self, first: int, second: int) -> None:
        author = PostAuthor(person=self.world.ada, byline="" if first % 2 else "of the union")
        post = make_post(self.world.home, f"Post {Page.objects.count()}", [author])
        post.topics.set([self.world.topic])
        publish(post)

    def edit(self, first: int, second: int) -> None:
        page = self.page(first)
        page.title = f"Title {second}"
        page.save_revision().publish()

    def draft(self, first: int, second: int) -> None:
        page = self.page(first)
        page.title = f"Draft {second}"
        page.save_revision()

    def rename(self, first: int, second: int) -> None:
        page = self.page(first)
        page.slug = f"slug-{second}"
        page.save_revision().publish()

    def unpublish(self, first: int, second: int) -> None:
        self.page(first).unpublish()

    def delete(self, first: int, second: int) -> None:
        self.page(first).delete()

    def move(self, first: int, second: int) -> None:
        self.page(first).move(self.page(second), "last-child")

    def restrict(self, first: int, second: int) -> None:
        page = self.page(first)
        if not page.view_restrictions.all().delete()[0]:
            PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type="login")

    def restrict_shelf(self, first: int, second: int) -> None:
        if not CollectionViewRestriction.objects.all().delete()[0]:
            CollectionViewRestriction.objects.create(collection=self.world.shelf, restriction_type="login")

    def edit_record(self, first: int, second: int) -> None:
        record = self.world.fresh(("ada", "union")[first % 2])
        record.name = f"Name {second}"
        record.save_revision().publish()

    def hide_or_show_record(self, first: int, second: int) -> None:
        record = self.world.fresh(("ada", "union")[first % 2])
        if record.live:
            record.unpublish()
        else:
            record.save_revision().publish()

    def edit_image(self, first: int, second: int) -> None:
        picture = self.world.fresh("picture")
        picture.alt = f"Words {second}"
        picture.save()

    def edit_topic(self, first: int, second: int) -> None:
        topic = self.world.fresh("topic")
        topic.name = f"Topic {second}"
        topic.save()

    def change_authors(self, first: int, second: int) -> None:
        post = GuestBlogPost.objects.order_by("pk").first()
        if post is not None:
            person: Person | None = self.world.ada if first % 2 else None
            post.authors.set([PostAuthor(person=person, name=f"Name {second}")])
            post.save_revision().publish()


Happening = Callable[[History, int, int], None]
CHANGES: list[Happening] = [
    *(History.make, History.make_post, History.edit, History.draft, History.rename, History.unpublish),
    *(History.delete, History.move, History.restrict, History.restrict_shelf, History.edit_record),
    *(History.hide_or_show_record, History.edit_image, History.edit_topic, History.change_authors),
]
NUMBERS = st.integers(0, 30)
#: Changes, each with what comes after it: more in the same transaction, its end, or a reader who catches up.
HISTORIES = st.lists(
    st.tuples(st.sampled_from(CHANGES), NUMBERS, NUMBERS, st.sampled_from(("more", "end", "read"))),
    min_size=5,
    max_size=15,
)


def test_replaying_the_changes_gives_the_current_export(world: World, client: Client) -> None:
    def get(path: str, **query: Any) -> Any:
        response = client.get(f"/api/v2/{path}", query)
        assert response.status_code == 200, response.content
        return response.json()

    # Pages below go along; and what comes back is shown again by what does not name it meanwhile.
    @example([(History.rename, 0, 1, "read"), (History.move, 0, 2, "read")], 100)
    @example([(History.hide_or_show_record, 0, 0, "read")] * 2, 100)
    @example([(History.restrict, 0, 0, "read")] * 2, 100)
    @example([(History.restrict_shelf, 0, 0, "read")] * 2, 100)
    @example([(History.unpublish, 0, 0, "read"), (History.edit, 0, 0, "read")], 100)
    @settings(
        max_examples=REPLAYS,
        deadline=None,
        database=None,
        derandomize="REPLAYS" not in os.environ,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(HISTORIES, st.integers(1, 100))
    def replay(history: list[tuple[Happening, int, int, str]], limit: int) -> None:
        with transaction.atomic():
            export, happening = Export(get), History(world)
            for change, first, second, then in [*history[:-1], (*history[-1][:3], "read")]:
                happening.happen(change, first, second)
                if then != "more":
                    append_changes()
                if then == "read":
                    export.catch_up(limit)
            assert export.content == Export(get).content
            transaction.set_rollback(True)

    replay()
