"""The comparison of stored responses with built ones finds a response without the tags of what it was built from."""

import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import pytest
import time_machine
from django.test import Client
from django.test.utils import override_settings

from api.tags.dependencies import Dependencies
from pages.models import Announcements, EventHost, EventPage, PostAuthor
from tests.api.changes.world import World
from tests.api.stored_responses.readers import Target, ask
from tests.changes import append_changes
from tests.content import make_event, make_person, make_post, make_section, make_topic

Edit = Callable[[World], object]


def saved(thing: Any, **fields: Any) -> Any:
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()
    return thing


def published(thing: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save_revision().publish()


def detail(name: str) -> Callable[[World], str]:
    return lambda world: f"pages/{getattr(world, name).pk}/"


ANNOUNCED: list[Any] = [{"type": "announcement", "value": {"text": "Soon", "start": None, "until": None}, "id": "1"}]
#: The kind of a tag, what is read, and an edit after which nothing else says that it is not right.
FORGOTTEN: list[tuple[str, Callable[[World], str], Edit]] = [
    ("page", detail("linking"), lambda w: published(w.fresh("linking"), title="Other")),
    ("person", detail("post"), lambda w: published(w.fresh("ada"), name="Bea")),
    ("organization", lambda w: "people/ada/", lambda w: published(w.fresh("union"), name="League")),
    ("topic", detail("post"), lambda w: saved(w.fresh("topic"), name="Safety")),
    ("image", detail("post"), lambda w: saved(w.fresh("picture"), alt="Other words")),
    ("document", lambda w: f"documents/{w.paper.pk}/", lambda w: saved(w.fresh("paper"), title="Leaflet")),
    ("redirect", lambda w: f"redirects/{w.redirect.pk}/", lambda w: saved(w.fresh("redirect"), is_permanent=False)),
    ("site", lambda w: "site/", lambda w: Announcements.objects.create(site=w.site, announcements=ANNOUNCED)),
    ("path", lambda w: "resolve/?path=/old", lambda w: saved(w.fresh("redirect"), is_permanent=False)),
    ("pages:person", lambda w: "people/ada/", lambda w: make_post(w.news, "New", [PostAuthor(person=w.ada)])),
    ("pages:organization", lambda w: "organizations/union/", lambda w: _host(w)),
    ("list:wagtailcore.Site", detail("post"), lambda w: saved(w.fresh("site"), hostname="new.example.org")),
    ("list:pages.Page", lambda w: "pages/", lambda w: make_section(title="New")),
    ("list:pages.GuestBlogPost", lambda w: "posts/", lambda w: make_post(w.news, "New")),
    ("list:pages.Person", lambda w: "people/", lambda w: make_person("Bea")),
    ("list:pages.Topic", lambda w: "topics/", lambda w: make_topic("Clean water")),
    ("list:pages.Image", lambda w: "images/?tags=blue", lambda w: w.fresh("picture").tags.add("blue")),
    ("list:pages.SectionPage", lambda w: "/feeds/posts.rss", lambda w: make_section(title="Blog", shows="posts")),
]


def _host(world: World) -> None:
    make_event(world.news, "New", hosts=[EventHost(organization=world.union)])


@pytest.fixture
def forget(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let responses forget the tags of a kind."""
    remembered: Any = Dependencies.tags

    def forget_kind(kind: str) -> None:
        def tags(dependencies: Dependencies) -> set[str]:
            return {tag for tag in remembered.fget(dependencies) if tag != kind and not tag.startswith(f"{kind}:")}

        monkeypatch.setattr(Dependencies, "tags", property(tags))

    return forget_kind


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("planted", [False, True], ids=["right", "forgotten"])
@pytest.mark.parametrize(("kind", "path", "edit"), FORGOTTEN, ids=[kind for kind, *_ in FORGOTTEN])
def test_a_forgotten_tag_is_found(
    kind: str, path: Callable[[World], str], edit: Edit, planted: bool, forget: Callable[[str], None], world: World
) -> None:
    if planted:
        forget(kind)
    target = Target(urljoin("/api/v2/", path(world)))
    with override_settings(STORED_RESPONSES=True):
        storing = Client()
        assert ask(storing, target).status == 200
        edit(world)
        append_changes()
        answer = ask(storing, target)
    right = ask(Client(), target)
    assert (answer != right, answer.is_hit) == (planted, planted)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("planted", [False, True], ids=["right", "forgotten"])
def test_a_forgotten_hour_is_found(planted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event(make_section(title="Events"), "Talk")
    append_changes()
    assert isinstance(event, EventPage) and event.starts_at is not None
    if planted:
        # What an instance is given is not read.
        monkeypatch.setattr(Dependencies, "until", property(lambda _: None, lambda *_: None), raising=False)
    target = Target(f"/api/v2/events/{event.pk}/")
    with time_machine.travel(event.starts_at - datetime.timedelta(hours=1), tick=False) as clock:
        with override_settings(STORED_RESPONSES=True):
            storing = Client()
            ask(storing, target)
            clock.move_to(event.starts_at)
            answer = ask(storing, target)
        assert (answer != ask(Client(), target), answer.is_hit) == (planted, planted)
