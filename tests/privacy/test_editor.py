"""Personal data in the admin: who may see, download and erase them, and what the pages say."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pages.accounts.user import User
from pages.models import Person, PostAuthor
from privacy.editor import views
from privacy.editor.places import MOST, places_of
from privacy.erasing.database_file import StillInFile
from privacy.models import Erasure
from privacy.tracing.subject import subject_of
from privacy.tracing.tracing import search
from tests.content import block, make_person, make_post
from tests.pages.conftest import account
from tests.privacy.conftest import NAME, SURNAME

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]

CHOSEN = {"instead": "text", "text": "A poet", "confirmation": NAME}


@pytest.fixture
def administrator(client: Client) -> User:
    user: User = User.objects.create_superuser("admin@example.org", "a-password-for-tests")
    client.force_login(user)
    return user


def permit(group: str) -> User:
    """A user of a group that is given the permission."""
    Group.objects.get(name=group).permissions.add(Permission.objects.get(codename="view_personal_data"))
    user: User = account(f"{group.lower()}@example.org", group)
    return user


def urls(person: Person) -> dict[str, str]:
    return {
        "data": reverse("privacy_data"),
        "data of": reverse("privacy_data_of", args=[person.pk]),
        "erasures": reverse("privacy_erasures"),
        "erase": reverse("privacy_erase"),
        "erase of": reverse("privacy_erase_of", args=[person.pk]),
    }


def test_who_may_do_what(client: Client, uploads: Path) -> None:
    person = make_person(NAME)
    known = urls(person)
    # No group has the permission by itself.
    for group in ("Editor", "Moderator", "Site manager"):
        client.force_login(account(f"a-{group[:4].lower()}@example.org", group))
        for url in known.values():
            for answer in (client.get(url), client.post(url, {"name": NAME, **CHOSEN})):
                assert answer.status_code in (302, 405) and NAME not in answer.text, url
        assert client.get(reverse("privacy_data_of", args=[99999])).status_code == 302
        assert known["data of"] not in client.get(edit_url(person)).text
        assert known["erasures"] not in client.get("/admin/").text
    # Editors see and download with it; moderators, who may publish and delete people, also erase.
    client.force_login(permit("Editor"))
    assert known["data of"] in client.get(edit_url(person)).text
    assert known["erasures"] in client.get("/admin/").text
    for name in ("data", "data of", "erasures"):
        answer = client.get(known[name])
        assert answer.status_code == 200 and known["erase of"] not in answer.text
    for name in ("erase", "erase of"):
        assert client.get(known[name]).status_code == 302
        assert client.post(known[name], {"name": NAME, **CHOSEN}).status_code == 302
    assert Person.objects.filter(pk=person.pk).exists()
    client.force_login(permit("Moderator"))
    assert known["erase of"] in client.get(known["data of"]).text
    assert client.post(known["erase of"], CHOSEN).status_code == 200
    assert not Person.objects.filter(pk=person.pk).exists()


def edit_url(person: Person) -> str:
    viewset: Any = Person.snippet_viewset
    return reverse(viewset.get_url_name("edit"), args=[person.pk])


def test_the_permission_alone_is_not_enough(client: Client) -> None:
    person = make_person(NAME)
    group = Group.objects.create(name="Guests")
    group.permissions.add(
        *Permission.objects.filter(codename__in=["view_personal_data", "access_admin", "delete_person"])
    )
    client.force_login(account("guest@example.org", "Guests"))
    for url in urls(person).values():
        assert client.get(url).status_code == 302 and client.post(url, CHOSEN).status_code in (302, 405)


def test_posts_need_a_token(administrator: User) -> None:
    person = make_person(NAME)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator)
    for url in list(urls(person).values())[:2] + list(urls(person).values())[3:]:
        assert strict.post(url, {"name": NAME, **CHOSEN}).status_code == 403, url
    assert Person.objects.filter(pk=person.pk).exists()


def test_the_form_of_groups_offers_the_permission(client: Client, administrator: User) -> None:
    group = Group.objects.get(name="Editor")
    permission = Permission.objects.get(codename="view_personal_data")
    page = client.get(reverse("wagtailusers_groups:edit", args=[group.pk])).text
    assert f'value="{permission.pk}"' in page


def test_the_places_lead_to_where_they_are_edited(client: Client, administrator: User, uploads: Path) -> None:
    person = make_person(NAME, internal_note="A secret")
    post = make_post(
        title="A page", authors=[PostAuthor(person=person)], body=[block("paragraph", f"<p>{SURNAME} wrote.</p>")]
    )
    url = reverse("privacy_data_of", args=[person.pk])
    # Nothing is searched before somebody asks.
    assert "places" not in client.get(url).context
    page = client.post(url, {"also": SURNAME}).text
    assert reverse("wagtailadmin_pages:edit", args=[post.pk]) in page and edit_url(person) in page
    assert "It is deleted with the record" in page and "unless you tick it" in page and "Not searched" in page
    # What was typed goes on to the next page.
    assert f'<input type="hidden" name="also" value="{SURNAME}">' in page
    asked = client.post(reverse("privacy_erase_of", args=[person.pk]), {"also": SURNAME})
    assert asked.context["form"]["also"].value() == SURNAME and not asked.context["form"].is_bound
    assert "too short" in client.post(url, {"also": "Li"}).text


def test_a_name_without_a_record(client: Client, administrator: User, uploads: Path) -> None:
    make_post(title=f"An evening with {NAME}")
    url = reverse("privacy_data")
    assert "An evening with" in client.post(url, {"name": NAME}).text
    assert "addresses below" in client.post(url, {"name": "zoe@example.org"}).text
    assert "This field is required" in client.post(url, {}).text
    answer = client.post(
        reverse("privacy_erase"), {"name": NAME, "instead": "nothing", "in_text": "on", "confirmation": NAME}
    )
    # The address of the page is for an editor to change.
    assert "until an editor decides" in answer.text and {"slug"} <= {place.field for place in answer.context["left"]}


def test_a_copy_is_handed_out(client: Client, administrator: User, uploads: Path) -> None:
    person = make_person(NAME)
    answer: Any = client.post(reverse("privacy_data_of", args=[person.pk]), {"action": "download"})
    assert "no-store" in answer["Cache-Control"] and "attachment" in answer["Content-Disposition"]
    data = answer.getvalue()
    answer.close()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert json.loads(archive.read("person.json"))["record"]["name"] == NAME


def test_the_number_of_queries_does_not_grow(administrator: User, uploads: Path) -> None:
    person = make_person(NAME)

    def count(number: int) -> int:
        for _ in range(number):
            make_post(authors=[PostAuthor(person=person, byline=NAME)]).save_revision()
        traces = search(subject_of(person)).traces
        user = User.objects.get(pk=administrator.pk)
        with CaptureQueriesContext(connection) as queries:
            assert len(places_of(traces, user)) == len(traces) < MOST
        return len(queries)

    assert count(2) == count(6)


def test_what_is_left_is_shown(client: Client, administrator: User, uploads: Path) -> None:
    person = make_person(NAME)
    post = make_post(title="A page", body=[block("paragraph", f"<p>{NAME} wrote.</p>")])
    page = client.post(reverse("privacy_erase_of", args=[person.pk]), CHOSEN).text
    assert "until an editor decides" in page and reverse("wagtailadmin_pages:edit", args=[post.pk]) in page
    erasure = Erasure.objects.get()
    assert (erasure.user, erasure.state) == (administrator, Erasure.State.PROVED) and erasure.remaining > 0
    listed = client.get(reverse("privacy_erasures")).text
    assert "Proved" in listed and NAME not in listed
    # A reloaded page does nothing a second time.
    assert client.post(reverse("privacy_erase_of", args=[person.pk]), CHOSEN).status_code == 404
    assert Erasure.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"confirmation": "Somebody"}, "This is not the name"),
        ({"confirmation": ""}, "This field is required"),
        ({"text": ""}, "Type the text that is shown"),
        ({"instead": "person"}, "Choose a person"),
        ({"text": NAME}, "names the person"),
        ({"also": "Li"}, "too short"),
    ],
)
def test_refusals(client: Client, administrator: User, uploads: Path, changed: dict[str, str], sentence: str) -> None:
    person = make_person(NAME)
    page = client.post(reverse("privacy_erase_of", args=[person.pk]), CHOSEN | changed)
    assert sentence in page.text and page.status_code == 200
    assert Person.objects.filter(pk=person.pk).exists() and not Erasure.objects.exists()


def test_somebody_else_stands_in(client: Client, administrator: User, uploads: Path) -> None:
    person, other = make_person(NAME), make_person("Bob Editor")
    post = make_post(authors=[PostAuthor(person=person)])
    chosen = {"instead": "person", "successor": other.pk, "confirmation": NAME}
    assert "No copy" in client.post(reverse("privacy_erase_of", args=[person.pk]), chosen).text
    assert post.authors.get().person == other


@pytest.mark.parametrize("error", [StillInFile("Other programs use the database."), OperationalError("locked")])
def test_a_proof_that_is_still_to_come(
    client: Client, administrator: User, uploads: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    person = make_person(NAME)

    def fail(*arguments: Any) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(views, "prove", fail)
        page = client.post(reverse("privacy_erase_of", args=[person.pk]), CHOSEN).text
    assert "not proved yet" in page and Erasure.objects.get().state == Erasure.State.ERASED
    again = client.post(reverse("privacy_erase"), {"name": NAME, **CHOSEN}).text
    assert "No copy of the name is left" in again


def test_when_others_write_nothing_is_lost(
    client: Client, administrator: User, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_person(NAME)

    def fail(*arguments: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(views, "erase", fail)
    page = client.post(reverse("privacy_erase_of", args=[person.pk]), CHOSEN)
    assert "Nothing was changed" in page.text and page.context["form"]["text"].value() == "A poet"
    assert Person.objects.filter(pk=person.pk).exists()
