"""What has nothing to do with an edit stays stored."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import override_settings
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect

from pages.models import Navigation, PostAuthor
from tests.api.changes.world import World
from tests.api.stored_responses.readers import Target, ask
from tests.changes import append_changes
from tests.content import make_document, make_event, make_image, make_person, make_post, make_section

#: Edits of what no page of the site shows.
UNRELATED: dict[str, Callable[[World], object]] = {
    "a new post": lambda w: make_post(w.news, "New"),
    "a new post of the same author": lambda w: make_post(w.news, "New", [PostAuthor(person=w.ada)]),
    "a new event": lambda w: make_event(w.news, "New"),
    "a new section": lambda w: make_section(title="New"),
    "a new person": lambda w: make_person("New"),
    "a new image": lambda w: make_image("New"),
    "a new document": lambda w: make_document("New"),
    "a new redirect": lambda w: Redirect.objects.create(old_path="/new", redirect_link="/news/"),
    "a new tag": lambda w: Tag.objects.create(name="new"),
    "a new version that is not published": lambda w: w.fresh("post").save_revision(),
    "a menu": lambda w: Navigation.objects.create(site=w.site),
}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("edit", UNRELATED.values(), ids=UNRELATED)
def test_details_of_pages_stay_stored(edit: Callable[[World], object], world: World) -> None:
    targets = [Target(f"/api/v2/pages/{page.pk}/") for page in (world.home, world.news, world.post, world.linking)]
    with override_settings(STORED_RESPONSES=True):
        client = Client()
        for target in targets:
            assert not ask(client, target).is_hit
        edit(world)
        append_changes()
        for target in targets:
            assert ask(client, target).is_hit, target
