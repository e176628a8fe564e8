"""The checklist beside “Publish”: what stops a page, advice, and the fields to which its lines lead."""

from typing import Any

import pytest
from django.urls import reverse

from pages.models import EventPage, EventSpeaker, GuestBlogPost, PostAuthor, PostCorrection
from pages.publishing.checklist import checklist
from tests.content import add, block, home, make_image, make_organization, make_person
from tests.pages.form_data import post_data

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def draft(page: Any, **rows: Any) -> Any:
    return add(home(), page, **rows)


def needed(page: Any) -> dict[str, str]:
    return {item.path: item.message for item in checklist(page).needed}


def test_what_stops_a_page_is_apart_from_advice():
    page = draft(GuestBlogPost(title="A post", live=False))
    items = checklist(page)
    assert [(item.path, item.message) for item in items.needed] == [
        ("authors", "Add at least one author, with a record or just a name.")
    ]
    assert {item.path for item in items.advice} == {"feature_image", "summary"}


def test_each_line_names_its_field_its_row_and_its_block():
    page = draft(
        GuestBlogPost(
            title="A post", live=False, canonical_url="http://example.org/", feature_image=make_image(alt="")
        ),
        authors=[
            PostAuthor(name="Amara Osei"),
            PostAuthor(person=make_person(), organization=make_organization()),
        ],
    )
    page.corrections = [PostCorrection(text="")]
    page.body = page.body.stream_block.to_python(
        [
            {**block("quote", {"text": "", "attribution": ""}), "id": "one"},
            {**block("gallery", {"images": [{"type": "item", "id": "two", "value": {"image": None}}]}), "id": "three"},
            {**block("paragraph", ""), "id": "four"},
        ]
    )
    found = needed(page)
    assert found["canonical_url"] == "The original address must start with https://."
    assert "no alternative text" in found["feature_image"]
    assert found["authors.1.organization"] == "Choose either a person or an organization, not both."
    assert found["corrections.0.text"] == "Correction: Fill in “Text”."
    assert found["body.one.text"] == "Quote: fill in “Text”."
    assert found["body.three.images.two.image"].startswith("Gallery: fill in")
    assert "body.four" in found


def test_a_row_of_an_event_and_its_times():
    page = draft(EventPage(title="A briefing", live=False), speakers=[EventSpeaker(name="A"), EventSpeaker(name="a")])
    found = needed(page)
    assert found["start_date"].startswith("Enter the start date.")
    assert found["speakers.1.name"] == "a is listed twice in the same role. Remove one of the two rows."


def test_what_the_published_page_lacks_too_is_only_advice():
    page = home().add_child(instance=GuestBlogPost(title="A post", canonical_url="http://example.org/", live=True))
    items = checklist(page)
    assert items.needed == ()
    assert "authors" in {item.path for item in items.advice}


def test_a_page_without_gaps_has_no_lines():
    page = draft(
        GuestBlogPost(title="A post", summary="In short.", feature_image=make_image(alt="A bridge"), live=False),
        authors=[PostAuthor(name="Amara Osei")],
    )
    items = checklist(page)
    assert (items.needed, items.advice) == ((), ())


@pytest.mark.slow
def test_the_list_follows_an_autosave(client, editor):
    page = draft(GuestBlogPost(title="A post", live=False))
    page.save_revision()
    client.force_login(editor)
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    text = client.get(url).text
    assert "1 to do, 2 hints" in text
    assert 'data-checklist-path="authors"' in text
    answer = client.post(url, post_data(published_on=""), headers={"accept": "application/json"}).json()
    assert "1 hint\n" in answer["html"]
    assert "to do" not in answer["html"]


@pytest.mark.parametrize("pages", [1, 2])
def test_the_number_of_queries_does_not_depend_on_the_rows(django_assert_max_num_queries, pages):
    page = draft(
        GuestBlogPost(title="A post", live=False),
        authors=[PostAuthor(name=f"Author {number}", person=None) for number in range(pages * 5)],
    )
    page = GuestBlogPost.objects.get(pk=page.pk)
    with django_assert_max_num_queries(15):
        checklist(page)
