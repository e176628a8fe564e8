"""What is not public shows nowhere: not as an item, a count, a link, a row, an image or a crumb."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from pages.models import EventHost, EventSpeaker, HomePage, PostAuthor, PostRelatedPage, SectionPage
from pages.scheduler.transitions import apply_due_transitions
from tests.api.conftest import Get
from tests.api.everything import block
from tests.content import (
    add,
    home,
    make_document,
    make_event,
    make_image,
    make_organization,
    make_person,
    make_post,
    make_section,
    publish,
)

CANARY = "CANARY"


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def private_collection() -> Collection:
    """A collection below a restricted one."""
    parent = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=parent, restriction_type=CollectionViewRestriction.LOGIN)
    return Collection.objects.get(pk=parent.pk).add_child(name="Deeper")


def drafted() -> Any:
    return add(home(), SectionPage(title=f"{CANARY} draft", slug="not-yet"))


def expired() -> Any:
    page = make_section(title=f"{CANARY} expired")
    # As when the ticker does not run: live, and past its time.
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
    return page


def restricted() -> Any:
    page = make_section(title=f"{CANARY} restricted")
    restrict(page)
    return page


def below_a_restricted_one() -> Any:
    parent = make_section(title=f"{CANARY} parent")
    restrict(parent)
    return make_section(parent, f"{CANARY} child")


def scheduled() -> Any:
    page = add(home(), SectionPage(title=f"{CANARY} scheduled"))
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()
    return page


def of_another_site() -> Any:
    root = home().get_parent()
    other = add(root, HomePage(title=f"{CANARY} other site", slug="other"))
    publish(other)
    Site.objects.create(hostname="other.example.org", root_page=other)
    return make_section(other, f"{CANARY} elsewhere")


HIDDEN_PAGES = [drafted, expired, restricted, below_a_restricted_one, scheduled, of_another_site]
EVERY_LIST = (
    "pages/?fields=*&limit=100",
    "posts/?fields=*",
    "events/?fields=*",
    "people/?fields=*",
    "organizations/?fields=*",
    "topics/",
    "tags/",
    "images/?fields=*",
    "documents/?fields=*",
)


def nowhere(client: Client, *paths: str) -> None:
    for path in (*EVERY_LIST, *paths):
        assert CANARY.lower() not in client.get(f"/api/v2/{path}").content.decode().lower(), path


@pytest.mark.slow
@pytest.mark.parametrize("hide", HIDDEN_PAGES)
def test_a_page_that_is_not_public_shows_nowhere(hide: Any, client: Client, get: Get) -> None:
    hidden = hide()
    paragraph = f'<p><a linktype="page" id="{hidden.pk}">a link</a></p>'
    post = make_post(body=[block(1, "paragraph", paragraph), block(2, "related_pages", {"pages": [hidden.pk]})])
    post.related_pages.set([PostRelatedPage(page=hidden)])
    publish(post)
    child = make_section(hidden, "A public child") if hide is drafted else None
    get(f"pages/{hidden.pk}/", expected=404)
    get("pages/", expected=400, child_of=hidden.pk)
    answer = get(f"posts/{post.pk}/")
    assert answer["body"] == [{"type": "paragraph", "value": "<p><a>a link</a></p>", "id": answer["body"][0]["id"]}]
    assert answer["related"] == []
    paths = [f"posts/{post.pk}/"]
    if child is not None:
        # A live page under a draft stays public; the draft shows nowhere.
        assert get(f"pages/{child.pk}/")["meta"]["parent"] is None
        assert [crumb["title"] for crumb in get(f"pages/{child.pk}/")["meta"]["breadcrumbs"]] == [
            "Home",
            "A public child",
        ]
    nowhere(client, *paths)


def test_a_page_expires_without_a_ticker_and_stays_gone_with_one(get: Get) -> None:
    page = expired()
    get(f"pages/{page.pk}/", expected=404)
    apply_due_transitions()
    get(f"pages/{page.pk}/", expected=404)


def test_later_drafts_of_a_live_page_do_not_show(client: Client, get: Get) -> None:
    post = make_post(title="Public title")
    post.title = f"{CANARY} title"
    post.authors.set([PostAuthor(name=f"{CANARY} author")])
    post.save_revision()
    assert get(f"posts/{post.pk}/")["title"] == "Public title"
    nowhere(client, f"posts/{post.pk}/")


@pytest.mark.slow
def test_an_unpublished_record_leaves_every_page_at_once(client: Client, get: Get) -> None:
    person = make_person(f"{CANARY} person", bio=f"<p>{CANARY}</p>")
    organization = make_organization(f"{CANARY} organization")
    post = make_post(
        authors=[PostAuthor(person=person), PostAuthor(person=person, name=f"{CANARY} printed", role="translator")],
        body=[
            block(1, "people", {"people": [person.pk]}),
            block(2, "quote", {"text": "Words.", "attribution": "Known", "person": person.pk}),
        ],
    )
    event = make_event(speakers=[EventSpeaker(person=person)], hosts=[EventHost(organization=organization)])
    assert len(get(f"posts/{post.pk}/")["authors"]) == 2
    for record in (person, organization):
        record.unpublish()
    answer = get(f"posts/{post.pk}/")
    assert answer["authors"] == []
    assert [found["type"] for found in answer["body"]] == ["quote"]
    assert answer["body"][0]["value"]["person"] is None
    assert get(f"events/{event.pk}/")["speakers"] == get(f"events/{event.pk}/")["hosts"] == []
    get(f"people/{person.slug}/", expected=404)
    get(f"organizations/{organization.slug}/", expected=404)
    assert get("posts/", author=person.slug)["items"] == get("events/", speaker=person.slug)["items"] == []
    nowhere(client, f"posts/{post.pk}/", f"events/{event.pk}/")


def test_who_is_not_confirmed_is_not_announced(client: Client, get: Get) -> None:
    person = make_person("Public Person")
    event = make_event(
        speakers=[EventSpeaker(person=person, confirmed=False), EventSpeaker(name=f"{CANARY} speaker", confirmed=False)]
    )
    assert get(f"events/{event.pk}/")["speakers"] == []
    assert get("events/", speaker=person.slug)["items"] == []
    assert get(f"people/{person.slug}/")["events"] == []
    nowhere(client, f"events/{event.pk}/")


def test_images_and_documents_of_private_collections_show_nowhere(client: Client, get: Get) -> None:
    collection = private_collection()
    image = make_image(f"{CANARY} image", collection=collection)
    document = make_document(f"{CANARY} document", collection=collection)
    person = make_person("Somebody", photo=image)
    link = f'<p><a linktype="document" id="{document.pk}">a paper</a></p>'
    post = make_post(
        authors=[PostAuthor(person=person)],
        feature_image=image,
        body=[
            block(1, "paragraph", link),
            block(2, "image", {"image": {"image": image.pk, "alt_text": CANARY}}),
            block(3, "gallery", {"images": [{"image": image.pk, "alt_text": CANARY}]}),
            block(4, "document", {"document": document.pk, "description": CANARY}),
        ],
    )
    get(f"images/{image.pk}/", expected=404)
    get(f"documents/{document.pk}/", expected=404)
    answer = get(f"posts/{post.pk}/")
    assert answer["feature_image"] is None
    assert answer["authors"][0]["photo"] is None
    assert [found["type"] for found in answer["body"]] == ["paragraph"]
    nowhere(client, f"posts/{post.pk}/")


def test_a_draft_s_tag_is_not_listed(client: Client) -> None:
    post = add(home(), type(make_post())(title="Draft"))
    post.tags.add(f"{CANARY}-tag")
    post.save()
    nowhere(client)


def test_internal_notes_are_in_no_field(client: Client) -> None:
    person = make_person(internal_note=f"{CANARY} note")
    nowhere(client, f"people/{person.slug}/?fields=*")


def test_signing_in_changes_nothing(client: Client, get: Get, django_user_model: Any) -> None:
    page = restricted()
    user = django_user_model.objects.create_user("moderator@example.org", "password")
    user.groups.add(Group.objects.get(name="Moderator"))
    client.force_login(user)
    get(f"pages/{page.pk}/", expected=404)
    response = client.get("/api/v2/pages/")
    assert "Cookie" not in response["Vary"]
    assert not response.cookies


def test_without_a_site_there_are_no_pages(get: Get) -> None:
    page = make_section()
    Site.objects.all().delete()
    assert get("pages/") == {"meta": {"total_count": 0, "next_cursor": None, "previous_cursor": None}, "items": []}
    get(f"pages/{page.pk}/", expected=404)
    get("organization/", expected=404)
    get("pages/find/", expected=404, html_path="/section/")


def test_a_rule_exists_for_everything_that_is_filtered() -> None:
    from pages.models import Topic
    from pages.visibility.visibility import visible_to_public

    model: type[Model] = Topic
    with pytest.raises(TypeError, match=r"There is no visibility rule for pages\.Topic"):
        visible_to_public(model._default_manager.all())


def test_without_a_site_records_tell_of_no_pages(get: Get) -> None:
    person = make_person("Ada Writer")
    post = make_post(authors=[PostAuthor(person=person)])
    post.tags.add("hope")
    post.save()
    assert len(get("people/ada-writer/")["posts"]) == len(get("tags/")["items"]) == 1
    Site.objects.update(is_default_site=False)
    assert get("people/ada-writer/")["posts"] == get("tags/")["items"] == []


def test_a_site_inside_another_one_is_a_site_of_its_own(client: Client, get: Get) -> None:
    section = make_section(title="Chapter")
    post = make_post(section, "Of the chapter")
    Site.objects.create(hostname="chapter.example.org", root_page=section)
    get(f"posts/{post.pk}/", expected=404)
    assert get("posts/")["items"] == []
    inner = get(f"posts/{post.pk}/", site="chapter.example.org")
    assert inner["meta"]["html_url"] == "http://chapter.example.org/of-the-chapter/"
    assert get("pages/find/", html_path="/of-the-chapter", site="chapter.example.org")["id"] == post.pk


def test_paths_are_percent_encoded_and_found_either_way(get: Get) -> None:
    section = make_section(title="Café", slug="café")
    assert get(f"pages/{section.pk}/")["meta"]["html_path"] == "/caf%C3%A9/"
    for html_path in ("/café/", "/caf%C3%A9/"):
        assert get("pages/find/", html_path=html_path)["id"] == section.pk


def test_a_body_that_an_import_left_broken_is_served_without_the_broken_blocks(get: Get) -> None:
    blocks = [
        {"type": kind, "value": None, "id": kind} for kind in ("paragraph", "heading", "table", "image", "unheard")
    ]
    odd = {"type": "heading", "value": {"text": "Odd", "level": "two"}, "id": "odd"}
    post = make_post()
    type(post).objects.filter(pk=post.pk).update(body=[*blocks, odd])
    body = get(f"posts/{post.pk}/")["body"]
    assert [(found["id"], found["value"]["level"]) for found in body] == [("odd", 2)]
