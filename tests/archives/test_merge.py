"""Pages of another installation arrive with all that they need, whatever numbers they have here."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from wagtail.documents.models import Document
from wagtail.models import Collection, Locale, Page, Revision

from archives.models import MergedObject
from pages.images.image import Image
from pages.models import EventPage, EventSeries, GuestBlogPost, Person, SectionPage, Topic
from tests.api.everything import Everything
from tests.archives.merging import details, differences, export_pages, merge, other_installation, shift_numbers
from tests.content import (
    block,
    home,
    make_document,
    make_event,
    make_image,
    make_person,
    make_post,
    make_post_of_every_block,
    make_section,
    make_series,
    publish,
    translate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("uploads")]


def state() -> object:
    """What a merge may change."""
    models: list[Any] = [Page, Revision, Person, Topic, Image, Document, Collection, MergedObject]
    rows = [list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in models]
    return rows, list(Page.objects.order_by("pk").values_list("title", "live", "latest_revision", "url_path"))


def test_every_page_type_says_the_same(tmp_path: Path) -> None:
    with other_installation():
        everything = Everything()
        make_post_of_every_block()
        numbers = {page.url_path: page.pk for page in Page.objects.filter(depth__gt=2)}
        before = details()
        archive = export_pages(tmp_path / "some.zip", "/", with_descendants=True)
        assert everything.event.pk in numbers.values()
    shift_numbers()
    told = merge(archive, publish=True)
    after = details()
    assert len(before) >= 7
    different = list(differences(before, {path: after.get(path) for path in before}))
    assert not different, "\n".join(different)
    moved = Page.objects.filter(url_path__in=numbers)
    assert len(moved) == len(numbers)
    assert all(numbers[page.url_path] != page.pk for page in moved)
    assert "0 conflict" in told
    # The link to a page that was nowhere there is reported as what it is.
    known = state()
    again = merge(archive, publish=True)
    assert state() == known
    assert ": created" not in again and ": updated" not in again and "published." in again
    assert "0 published" in again


def test_all_in_one_transaction_and_a_dry_run_leaves_nothing(tmp_path: Path, uploads: Path) -> None:
    with other_installation():
        make_post(title="With a picture", feature_image=make_image("Theirs"))
        archive = export_pages(tmp_path / "some", "/with-a-picture/")
    for path in list(uploads.rglob("*")):
        if path.is_file():
            path.unlink()
    before = state()
    told = merge(archive, dry_run=True, publish=True)
    assert "Could merge" in told and "Guest post “With a picture”: created, published" in told
    assert state() == before
    assert not [path for path in uploads.rglob("*") if path.is_file()]


def test_drafts_arrive_as_drafts(tmp_path: Path) -> None:
    with other_installation():
        make_post(title="News")
        archive = export_pages(tmp_path / "some", "/news/")
    assert "1 created" in merge(archive).splitlines()[-1]
    post = GuestBlogPost.objects.get(title="News")
    assert (post.live, post.has_unpublished_changes) == (False, True)
    assert post.get_latest_revision_as_object().authors.get().name == "Somebody"
    assert "Guest post “News”: unchanged, published" in merge(archive, publish=True)
    post.refresh_from_db()
    assert post.live


def test_a_later_version_becomes_a_draft_of_what_is_public(tmp_path: Path) -> None:
    with other_installation():
        post = make_post(title="News")
        first = export_pages(tmp_path / "first", "/news/")
        post.title = "News of today"
        publish(post)
        second = export_pages(tmp_path / "second", "/news/")
        post.title = "News of tomorrow"
        post.save_revision()
        third = export_pages(tmp_path / "third", "/news/", with_drafts=True)
    merge(first, publish=True)
    assert "Guest post “News of today”: updated" in merge(second)
    here = GuestBlogPost.objects.get()
    assert (here.title, here.live, here.get_latest_revision_as_object().title) == ("News", True, "News of today")
    told = merge(third, publish=True)
    assert "updated, published" in told
    here.refresh_from_db()
    assert (here.title, here.get_latest_revision_as_object().title) == ("News of today", "News of tomorrow")
    before = state()
    assert "updated" not in merge(third, publish=True).replace("0 updated", "")
    assert state() == before


def test_records_topics_documents_and_collections_are_brought(tmp_path: Path) -> None:
    with other_installation():
        collection = Collection.get_first_root_node().add_child(name="Press").add_child(name="2024 / spring")
        image, document = make_image("Theirs", collection=collection), make_document("A paper", collection=collection)
        image.tags.add("barn")
        topic = Topic.objects.create(name="Safe work", slug="safe-work")
        person = make_person("Ada Writer", photo=image, internal_note="a note")
        post = make_post(
            title="News", body=[block("document", {"document": document.pk, "description": ""})], authors=None
        )
        post.topics.set([topic])
        post.tags.add("harvest")
        post.authors.set([type(post.authors.first())(person=person)])
        publish(post)
        archive = export_pages(tmp_path / "some.zip", str(post.pk))
    shift_numbers()
    merge(archive, publish=True)
    post = GuestBlogPost.objects.get(title="News")
    person = post.authors.get().person
    assert (person.name, person.photo.title, person.live, person.internal_note) == (
        "Ada Writer",
        "Theirs",
        True,
        "a note",
    )
    assert list(person.photo.tags.names()) == ["barn"]
    assert [one.name for one in person.photo.collection.get_ancestors(inclusive=True)] == [
        "Root",
        "Press",
        "2024 / spring",
    ]
    assert [one.name for one in post.topics.all()] == ["Safe work"]
    assert list(post.tags.names()) == ["harvest"]
    document = Document.objects.get(pk=post.body[0].value["document"].pk)
    with document.file.open() as file:
        assert (document.title, file.read()) == ("A paper", b"text")
    assert document.collection == person.photo.collection


def test_a_file_that_is_here_is_not_brought_again(tmp_path: Path) -> None:
    with other_installation():
        make_post(title="News", feature_image=make_image("Theirs"))
        archive = export_pages(tmp_path / "some", "/news/")
    ours = make_image("Theirs")
    ours.get_file_hash()
    merge(archive)
    assert Image.objects.get() == ours
    assert GuestBlogPost.objects.get().get_latest_revision_as_object().feature_image == ours


def test_a_date_of_a_series(tmp_path: Path) -> None:
    with other_installation():
        series = make_series("Tuesday meetings", summary="Every Tuesday.")
        make_event(title="First", series=series)
        make_event(title="Second", series=series, start_date=datetime.date(2030, 6, 21))
        first, second = (export_pages(tmp_path / name, f"/{name}/") for name in ("first", "second"))
    merge(first, publish=True)
    merge(second, publish=True)
    assert EventSeries.objects.get().live
    assert {event.series.name for event in EventPage.objects.live()} == {"Tuesday meetings"}
    assert EventPage.objects.count() == 2


def test_translations_and_aliases(tmp_path: Path, settings: Any) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("es", "Spanish")]
    with other_installation():
        spanish = Locale.objects.create(language_code="es")
        translate(home(), spanish, "Inicio")
        section = make_section(title="News")
        translate(section, spanish, "Noticias", slug="noticias")
        section.create_alias(parent=home(), update_slug="mirror")
        before = details()
        archive = export_pages(tmp_path / "some", "/", with_descendants=True)
        whole = export_pages(tmp_path / "whole", "/", "/es/", with_descendants=True)
    shift_numbers()
    merge(archive, publish=True)
    merge(whole, publish=True)
    after = details()
    different = list(differences(before, {path: after.get(path) for path in before}))
    assert not different, "\n".join(different)
    alias = SectionPage.objects.get(slug="mirror")
    assert alias.alias_of.specific == SectionPage.objects.get(slug="news")
    noticias = SectionPage.objects.get(slug="noticias")
    assert noticias.get_translations().get().slug == "news"
    known = state()
    merge(whole, publish=True)
    assert state() == known
