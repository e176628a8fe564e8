"""A person is erased: nothing in the database and the uploads names them, which is looked for in the bytes."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, ModelLogEntry, Revision, Site

from api.models import Change
from arrivals.models import Arrival
from pages.accounts.user import User
from pages.models import EventSpeaker, Founder, GuestBlogPost, Image, Person, PostAuthor, PostCorrection
from pages.models.former_path import FormerPath
from pages.records.former_slug import FormerSlug
from privacy.erasing import erasing
from privacy.models import Erasure
from tests.content import (
    block,
    home,
    make_event,
    make_image,
    make_person,
    make_post,
    make_section,
    open_preview,
    publish,
)
from tests.privacy.conftest import NAME, SURNAME, copies_of, run

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


def made(uploads: Path) -> Person:
    """A person whom everything names that can."""
    portrait = make_image(f"Portrait of {NAME}", alt=f"{NAME} smiling", credit=NAME)
    portrait.get_rendition("width-100")
    person = make_person(NAME, photo=portrait, bio=f"<p>{NAME} writes.</p>", internal_note=f"{SURNAME}, call her")
    person.links.create(label="Site", url=f"https://{SURNAME.lower()}.example.org/")
    person.slug = f"zoe-{SURNAME.lower()}-the-author"
    person.save_revision().publish()
    editor = User.objects.create_superuser("editor@example.org", "a-password-for-tests")
    post = make_post(title="Safe work", authors=[PostAuthor(person=person, byline=f"{NAME}, poet")])
    post.body = [
        block("quote", {"text": "Hear", "attribution": "", "role": "Poet", "person": person.pk, "attribution_url": ""}),
        block("people", {"people": [{"type": "item", "value": person.pk, "id": "1"}]}),
    ]
    post.corrections.set([PostCorrection(text="The figure was wrong.")])
    publish(post)
    make_post(title="By name only", authors=[PostAuthor(name=NAME.upper()), PostAuthor(name="Bob")])
    event = make_event(title="Talk", speakers=[EventSpeaker(person=person, affiliation="Poet")])
    # Old versions, and a draft that is not published.
    post = GuestBlogPost.objects.get(pk=post.pk)
    old = post.save_revision()
    Revision.objects.filter(pk=old.pk).update(content={**old.content, "summary": f"<p>Zo&euml; {SURNAME} says</p>"})
    post.save_revision()
    event.speakers.set([EventSpeaker(person=person, affiliation="Later")])
    event.save_revision()
    Redirect.add_redirect(f"/people/zoe-{SURNAME.lower()}/", home())
    FormerPath.objects.create(site=Site.objects.get(), path=f"/by-zoe-{SURNAME.lower()}/", key="k", page=post)
    Comment.objects.create(page=post, user=editor, text=f"Ask {NAME}", contentpath="title", position="")
    ModelLogEntry.objects.log_action(person, "wagtail.edit", data={"title": f"Zo\u0308e {SURNAME}"})
    draft = GuestBlogPost.objects.get(pk=post.pk)
    draft.title = f"An evening with {NAME}"
    open_preview(draft, editor)
    Arrival.objects.create(
        origin="wordpress", key=f"person:{SURNAME}", object_id=str(person.pk), content_type=old.content_type
    )
    return person


def test_no_copy_is_left(uploads: Path) -> None:
    person = made(uploads)
    files = {path for path in uploads.rglob("*") if path.is_file()}
    assert files and copies_of(SURNAME)
    printed = run("erase_person", person.slug, "--replace-with", "A former contributor", "--also", SURNAME, "--yes")
    assert copies_of(SURNAME) == []
    assert "No copy of the name is left." in printed
    assert not Person.objects.filter(pk=person.pk).exists() and not Image.objects.exists()
    assert {path for path in uploads.rglob("*") if path.is_file()} == set()
    assert not FormerSlug.objects.exists() and not Redirect.objects.exists()
    # What the public reads.
    posts = Client().get("/api/v2/posts/?fields=*").json()["items"]
    post = next(item for item in posts if item["title"] == "Safe work")
    author = post["authors"][0]
    assert (author["name"], author["person"]) == ("A former contributor", None)
    assert [part["type"] for part in post["body"]] == ["quote"]
    assert post["body"][0]["value"]["attribution"] == "A former contributor"
    assert post["corrections"][0]["text"] == "The figure was wrong."
    # What is told to frontends.
    deletion = Change.objects.get(kind="person", object_id=person.pk, action="deleted")
    updates = Change.objects.filter(kind="page", action="updated", sequence__gte=deletion.sequence - 5)
    assert updates.exists()
    erasure = Erasure.objects.get()
    assert erasure.state == Erasure.State.PROVED and erasure.left == {} and erasure.searched["rows"] > 100
    # Drafts are still drafts, and can be published.
    draft = GuestBlogPost.objects.get(title="Safe work").get_latest_revision_as_object()
    assert [row.name for row in draft.authors.all()] == ["A former contributor"]
    draft.save_revision().publish()


def test_it_can_be_repeated(uploads: Path) -> None:
    person = made(uploads)
    run("erase_person", person.pk, "--remove-bylines", "--yes", "--also", SURNAME)
    assert copies_of(SURNAME) == []
    printed = run("erase_person", NAME, "--remove-bylines", "--yes", "--also", SURNAME)
    assert "nothing" in printed and "No copy of the name is left." in printed


def test_running_texts_and_corrections_are_left_to_editors(uploads: Path) -> None:
    person = make_person(NAME)
    text = [block("paragraph", f"<p>As <b>Zoë</b> {SURNAME} wrote.</p>")]
    post = make_post(title="A page", body=text, authors=[PostAuthor(person=person)])
    post.corrections.set([PostCorrection(text=f"We misspelled {NAME}.")])
    publish(post)
    printed = run("erase_person", person.pk, "--replace-with", "Somebody", "--yes")
    assert "Left for an editor to decide on" in printed and "pages.PostCorrection" in printed
    post.refresh_from_db()
    assert SURNAME in str(post.body.raw_data[0]["value"]) and SURNAME in post.corrections.get().text
    assert post.authors.get().name == "Somebody"
    latest = post.get_latest_revision_as_object()
    assert SURNAME in str(latest.body.raw_data[0]["value"])
    run("erase_person", NAME, "--replace-with", "Somebody", "--replace-in-text", "--yes")
    post = GuestBlogPost.objects.get(pk=post.pk)
    assert post.body.raw_data[0]["value"] == "<p>As <b>Somebody</b> wrote.</p>"
    assert SURNAME in post.corrections.get().text
    printed = run(
        "erase_person", NAME, "--replace-with", "Somebody", "--replace-in-corrections", "--yes", "--also", SURNAME
    )
    assert "No copy of the name is left." in printed and copies_of(SURNAME) == []
    post = GuestBlogPost.objects.get(pk=post.pk)
    assert post.corrections.get().text == "We misspelled Somebody."


def test_somebody_else_can_stand_in(uploads: Path) -> None:
    person, other = make_person(NAME), make_person("Bob Editor")
    post = make_post(authors=[PostAuthor(person=person, name=NAME)])
    printed = run("erase_person", person.pk, "--replace-with-person", other.slug, "--yes")
    assert "No copy of the name is left." in printed
    row = post.authors.get()
    assert (row.person, row.name) == (other, "")


def test_a_dry_run_changes_nothing(uploads: Path) -> None:
    person = made(uploads)
    before = sorted(copies_of(SURNAME))
    sequence = Change.objects.count()
    printed = run("erase_person", person.pk, "--replace-with", "X", "--dry-run")
    assert "Would be changed or deleted" in printed and "pages.Person" in printed
    assert Person.objects.filter(pk=person.pk).exists() and Change.objects.count() == sequence
    assert len(copies_of(SURNAME)) == len(before) and not Erasure.objects.exists()


def test_all_of_it_or_nothing(uploads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = made(uploads)

    def fail(*arguments: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(erasing, "merge_full_text_tables", fail)
    with pytest.raises(RuntimeError):
        run("erase_person", person.pk, "--remove-bylines", "--yes")
    person.refresh_from_db()
    assert person.photo is not None and Path(person.photo.file.path).exists()
    assert PostAuthor.objects.filter(person=person).exists()


def test_a_picture_that_is_used_elsewhere_stays(uploads: Path) -> None:
    person = make_person(NAME, photo=make_image("A group"))
    make_section(feature_image=person.photo)
    printed = run("erase_person", person.pk, "--remove-bylines", "--yes")
    assert f"stay: {person.photo_id}" in printed and Image.objects.filter(pk=person.photo_id).exists()


def test_other_files_are_named(uploads: Path) -> None:
    person = make_person(NAME)
    from wagtail.documents import get_document_model

    get_document_model().objects.create(title="Minutes", file=ContentFile(f"{NAME} spoke".encode(), "minutes.txt"))
    assert "minutes" in run("erase_person", person.pk, "--remove-bylines", "--yes")


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["999"], "no person with the number"),
        (["Li"], "too short"),
        ([NAME], "Another record has this name"),
    ],
)
def test_refusals(arguments: list[str], sentence: str, uploads: Path) -> None:
    make_person(NAME)
    twin = make_person("Twin")
    # Without accents, it is the same name to a search, although not to the database.
    Person.objects.filter(pk=twin.pk).update(name=NAME.replace("ë", "e"))
    with pytest.raises(CommandError, match=sentence):
        run("erase_person", *arguments, "--remove-bylines", "--yes")
    assert Person.objects.count() == 2


def test_accounts_are_named_and_stay(uploads: Path) -> None:
    person = make_person(NAME)
    User.objects.create_user("zoe@example.org", "a-password-for-tests", first_name="Zoë", last_name=SURNAME)
    printed = run("erase_person", person.pk, "--remove-bylines", "--yes")
    assert "The account zoe@example.org" in printed and User.objects.count() == 1


def test_founders_of_an_organization(uploads: Path) -> None:
    from tests.content import make_about

    person = make_person(NAME)
    about = make_about(founders=[Founder(person=person), Founder(name="Bob")])
    run("erase_person", person.pk, "--remove-bylines", "--yes")
    assert [row.name for row in type(about).objects.get(pk=about.pk).founders.all()] == ["Bob"]
    assert timezone.now() - Erasure.objects.get().at < datetime.timedelta(minutes=1)
