"""From what a preview shows to the field of the form in which it is changed."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from api.building.edit_map import edit_map
from api.registry.page_types import page_types
from pages.models import EventPage, EventSpeaker, PostAuthor
from tests.api.conftest import Get
from tests.api.everything import Everything
from tests.content import add, home, make_event, make_person, make_post, open_preview

pytestmark = pytest.mark.django_db


def preview(get: Get, page: Page, **query: Any) -> Any:
    label = page._meta.label_lower
    return get("preview/", content_type=label, token=open_preview(page), **query)


def at(value: Any, pointer: str) -> Any:
    for name in pointer.removeprefix("/").split("/"):
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


@pytest.mark.slow
@pytest.mark.parametrize("model", page_types(), ids=lambda model: model.__name__)
def test_every_place_is_in_the_form(model: type[Page], admin_client: Client, get: Get, everything: Everything) -> None:
    page: Any = model.objects.filter(live=True).order_by("pk").last()
    form = admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    fields = set(re.findall(r'data-contentpath="(\w+)"', form))
    rows = set(re.findall(r'name="(\w+)-TOTAL_FORMS"', form))
    answer = preview(get, page)
    assert len(answer["_edit"]) > 12
    for pointer, place in answer["_edit"].items():
        at(answer, pointer)
        name, *inner = place.split(".")
        assert name in fields | rows, (pointer, place)
        if name in rows and inner:
            assert f'id="inline_child_{name}-{inner[0]}"' in form
            assert len(inner) == 1 or f'name="{name}-{inner[0]}-{inner[1]}"' in form, (pointer, place)


def test_what_is_typed_is_what_is_pointed_at(get: Get) -> None:
    event = EventPage(
        title="Drafted", venue_name="Town hall", start_date=None, rsvp_mode="email", rsvp_email="a@example.org"
    )
    answer = preview(get, add(home(), event))
    places = answer["_edit"]
    assert places["/title"] == places["/listing/title"] == "title"
    assert places["/venue/name"] == "venue_name"
    assert places["/rsvp/email"] == "rsvp_email"
    assert places["/meta/slug"] == "slug"
    assert "/venue/name/0" not in places
    assert places["/listing/kicker"] == "kicker_text"
    # There is nothing to click on.
    assert answer["start"] is None
    assert places["/start"] == "start_date"
    assert "/start/time" not in places


def test_rows_that_are_not_shown_are_counted(get: Get) -> None:
    hidden = make_person("Hidden")
    hidden.unpublish()
    event = make_event()
    event.speakers.set(
        [
            EventSpeaker(person=hidden),
            EventSpeaker(name="Second", bio="<p>Writes</p>"),
            EventSpeaker(person=make_person("Third"), role="keynote"),
            EventSpeaker(name="Fourth", confirmed=False),
            EventSpeaker(name="Fifth"),
        ]
    )
    answer = preview(get, event)
    assert [speaker["name"] for speaker in answer["speakers"]] == ["Third", "Second", "Fifth"]
    places = answer["_edit"]
    assert [places[f"/speakers/{index}"] for index in range(3)] == ["speakers.2", "speakers.1", "speakers.4"]
    assert places["/speakers/0/name"] == "speakers.2.person"
    assert places["/speakers/1/name"] == "speakers.1.name"
    assert places["/speakers/1/bio"] == "speakers.1.bio"
    assert "/speakers/3" not in places


def test_the_id_of_a_chosen_object_is_not_that_of_the_row() -> None:
    """A row of a type of one's own may be shown as the object that was chosen in it."""
    row = EventSpeaker(pk=3, name="Chosen")
    serializer: Any = SimpleNamespace(
        form_fields={},
        shown_rows={"kit": ("kit", [0])},
        child_relations=SimpleNamespace(of=lambda page, relation: [row]),
    )
    page = SimpleNamespace(body=SimpleNamespace(raw_data=[]))
    places = edit_map(serializer, page, {"kit": [{"id": 7, "name": "Chosen"}]})
    assert places == {"/kit/0": "kit.0", "/kit/0/name": "kit.0.name"}


def test_blocks_are_named_by_their_ids(get: Get) -> None:
    post = make_post()
    post.body = [
        {"type": "image", "value": {"image": {"image": 0}}, "id": "gone"},
        {"type": "heading", "value": {"text": "Why", "level": "2"}, "id": "a-heading"},
        {
            "type": "call_to_action",
            "value": {"text": "Write", "link": {"url": "https://example.org/"}},
            "id": "an-action",
        },
    ]
    post.authors.set([PostAuthor(name="Somebody")])
    answer = preview(get, post)
    assert [shown["type"] for shown in answer["body"]] == ["heading", "call_to_action"]
    places = answer["_edit"]
    assert places["/body"] == "body"
    assert places["/body/0"] == "body.a-heading"
    assert places["/body/0/value/text"] == "body.a-heading.text"
    assert places["/body/1/value/link"] == "body.an-action.link"
    assert not any("gone" in place for place in places.values())


def test_items_of_a_list_in_a_block(get: Get) -> None:
    people = [make_person("One"), make_person("Two")]
    items = [{"type": "item", "value": person.pk, "id": f"item-{number}"} for number, person in enumerate(people)]
    post = make_post()
    post.body = [{"type": "people", "value": {"people": items}, "id": "some-people"}]
    places = preview(get, post)["_edit"]
    assert places["/body/0/value/people/1"] == "body.some-people.people.item-1"
    people[0].unpublish()
    places = preview(get, post)["_edit"]
    # It is not known any more which of the two is shown.
    assert "/body/0/value/people/0" not in places
    assert places["/body/0/value/people"] == "body.some-people.people"


def test_only_what_was_asked_for(get: Get) -> None:
    answer = preview(get, make_post(), fields="_,title,authors(name)")
    assert answer["_edit"] == {
        "/title": "title",
        "/authors": "authors",
        "/authors/0": "authors.0",
        "/authors/0/name": "authors.0.name",
    }


def test_the_live_response_has_none(get: Get) -> None:
    post = make_post()
    assert "_edit" not in get(f"posts/{post.pk}/")
    assert "_edit" not in get("posts/", fields="*")["items"][0]
