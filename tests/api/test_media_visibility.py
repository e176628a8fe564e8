"""An image or a document is public when something public shows it, or in a public library."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from api.models import Change
from pages.models import EventSpeaker, Image, MediaUse, PublicLibrary, SiteSettings
from pages.publishing.media_uses import rewrite_media_uses
from tests.api.conftest import Get
from tests.changes import append_changes
from tests.content import (
    add,
    block,
    home,
    make_document,
    make_event,
    make_image,
    make_person,
    make_post,
    make_section,
    publish,
)


@pytest.fixture(autouse=True)
def no_library(database: None) -> None:
    PublicLibrary.objects.all().delete()


@pytest.fixture
def get(get: Get) -> Get:
    """What is read after the changes so far have been committed."""

    def fetch(*arguments: Any, **options: Any) -> Any:
        append_changes()
        return get(*arguments, **options)

    return fetch


def is_public(get: Get, image: Image) -> bool:
    """Tell whether an image is public, after checking that detail, list, count, filters and search agree."""
    listed = [item["id"] for item in get("images/", limit=100)["items"]]
    public = image.pk in listed
    get(f"images/{image.pk}/", expected=200 if public else 404)
    get("images/find/", expected=200 if public else 404, id=image.pk)
    assert get("images/", id=image.pk)["meta"]["total_count"] == public
    assert get("images/", search=f'"{image.title}"')["meta"]["total_count"] == public
    return public


@pytest.fixture
def image() -> Image:
    return make_image("Twilight")


def test_an_upload_is_not_public(get: Get, image: Image) -> None:
    paper = make_document("Minutes")
    assert not is_public(get, image)
    assert get("images/", order="-id")["items"] == []
    assert get("documents/")["items"] == []
    get(f"documents/{paper.pk}/", expected=404)
    assert get("documents/", search="Minutes")["meta"]["total_count"] == 0


PICTURE = {"alt_text": "", "decorative": True}
PLACES: dict[str, Callable[[Image], Any]] = {
    "the main image of a page": lambda image: make_section(feature_image=image),
    "the image for shared links": lambda image: make_section(social_image=image),
    "an image block": lambda image: make_post(
        body=[block("image", {"image": {"image": image.pk, **PICTURE}, "caption": "", "layout": "wide"})]
    ),
    "a gallery": lambda image: make_post(
        body=[block("gallery", {"images": [{"id": "1", "type": "item", "value": {"image": image.pk, **PICTURE}}]})]
    ),
    "a person": lambda image: make_person(photo=image),
    "a speaker": lambda image: make_event(speakers=[EventSpeaker(name="Ada", photo=image)]),
    "the settings of the site": lambda image: SiteSettings.objects.update_or_create(
        site=Site.objects.get(), defaults={"social_image": image}
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_what_something_public_shows_is_public(get: Get, image: Image, place: str) -> None:
    PLACES[place](image)
    assert is_public(get, image)
    assert Change.objects.filter(kind="image", object_id=image.pk).latest("sequence").action == Change.Action.PUBLISHED


def unpublish(page: Any) -> None:
    page.unpublish()


def expire(page: Any) -> None:
    # As when the scheduler does not run: live, and past its time.
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_the_parent(page: Any) -> None:
    restrict(page.get_parent())


def show_another(page: Any) -> None:
    page.feature_image = make_image("Dawn")
    publish(page)


def delete(page: Any) -> None:
    page.delete()


@pytest.mark.parametrize("withdraw", [unpublish, expire, restrict, restrict_the_parent, show_another, delete])
def test_what_nothing_public_shows_any_more_is_not_public(get: Get, image: Image, withdraw: Any) -> None:
    page = make_section(make_section(title="Above"), "Below", feature_image=image)
    assert is_public(get, image)
    withdraw(page)
    assert not is_public(get, image)
    if withdraw is not expire:
        change = Change.objects.filter(kind="image", object_id=image.pk).latest("sequence")
        assert change.action == Change.Action.UNPUBLISHED


def test_two_places(get: Get, image: Image) -> None:
    first, second = make_section(title="One", feature_image=image), make_section(title="Two", feature_image=image)
    first.unpublish()
    assert is_public(get, image)
    second.unpublish()
    assert not is_public(get, image)


def test_a_draft_shows_nothing(get: Get, image: Image) -> None:
    draft = make_section(title="New")
    draft.feature_image = image
    draft.save_revision()
    add(home(), type(draft)(title="Never published", feature_image=image))
    assert not is_public(get, image)
    draft.save_revision().publish()
    assert is_public(get, image)


def test_a_publication_that_is_scheduled(get: Get, image: Image) -> None:
    page = make_section(title="Later")
    page.feature_image, page.go_live_at = image, timezone.now() + datetime.timedelta(hours=1)
    page.save_revision().publish()
    assert not is_public(get, image)


def test_a_speaker_who_is_not_confirmed(get: Get, image: Image) -> None:
    event = make_event(speakers=[EventSpeaker(name="Ada", photo=image, confirmed=False)])
    assert not is_public(get, image)
    speaker = event.speakers.get()
    speaker.confirmed = True
    speaker.save()
    assert is_public(get, image)


@pytest.mark.slow
def test_a_speaker_whose_record_is_not_public(get: Get, image: Image) -> None:
    person = make_person("Ada")
    make_event(speakers=[EventSpeaker(person=person, photo=image)])
    assert is_public(get, image)
    person.unpublish()
    assert not is_public(get, image)
    person.save_revision().publish()
    assert is_public(get, image)


def test_a_document_that_a_text_links_to(get: Get) -> None:
    paper = make_document("Minutes")
    post = make_post(body=[block("paragraph", f'<p><a linktype="document" id="{paper.pk}">Minutes</a></p>')])
    assert get("documents/", id=paper.pk)["meta"]["total_count"] == 1
    post.unpublish()
    assert get("documents/", id=paper.pk)["meta"]["total_count"] == 0


def test_a_public_library(get: Get, image: Image) -> None:
    library = Collection.get_first_root_node().add_child(name="Press pictures")
    image.collection = Collection.objects.get(pk=library.pk).add_child(name="2024")
    image.save()
    assert not is_public(get, image)
    mark = PublicLibrary.objects.create(collection=library)
    assert is_public(get, image)
    restriction = CollectionViewRestriction.objects.create(
        collection=image.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert not is_public(get, image)
    restriction.delete()
    assert is_public(get, image)
    mark.delete()
    assert not is_public(get, image)
    actions = (
        Change.objects.filter(kind="image", object_id=image.pk).order_by("sequence").values_list("action", flat=True)
    )
    assert list(actions) == ["published", "unpublished"] * 2


def test_the_uses_can_be_written_anew(get: Get, image: Image) -> None:
    make_section(feature_image=image)
    append_changes()
    gone = MediaUse.objects.create(owner="pages.person", owner_id=987, media="image", media_id=image.pk)
    stored = MediaUse.objects.exclude(pk=gone.pk)
    before = sorted(stored.values_list("owner", "owner_id", "media", "media_id"))
    stored.delete()
    rewrite_media_uses()
    assert sorted(MediaUse.objects.values_list("owner", "owner_id", "media", "media_id")) == before
    assert is_public(get, image)
