"""Choosing people and organizations, and the warning about a second record of nearly the same name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pages.models import Organization, Person, Topic
from tests.content import make_image, make_organization, make_person

pytestmark = pytest.mark.django_db

ANYWAY = "name_anyway"
AINE = "Áine O\u2019Brien"


def chooser(model: str, view: str) -> str:
    return reverse(f"wagtailsnippetchoosers_pages_{model}:{view}")


def found(client, text: str, model: str = "person") -> list[str]:
    response = client.get(chooser(model, "choose_results"), {"q": text})
    return [str(record) for record in response.context["results"]]


def create(client, name: str, **more: str):
    return client.post(chooser("person", "create"), {"name": name, "job_title": "", "organization": "", **more}).json()


def test_people_are_found_without_accents_and_by_beginnings_of_words(client, editor):
    client.force_login(editor)
    make_person("Ana Muñoz")
    make_person("Bo Writer", bio="<p>Worked with Ana Muñoz</p>")
    make_person("Øystein Łukasz")
    for text in ("Munoz", "MUÑOZ", "muñ", "ana munoz"):
        assert found(client, text) == ["Ana Muñoz", "Bo Writer"]
    assert found(client, "oystein lukasz") == ["Øystein Łukasz"]
    assert found(client, "…") == found(client, "nobody") == []
    make_organization("Fédération Ouvrière")
    assert found(client, "federation", "organization") == ["Fédération Ouvrière"]
    people = client.get(reverse("wagtailsnippets_pages_person:list"), {"q": "oystein"})
    assert [person.name for person in people.context["object_list"]] == ["Øystein Łukasz"]


def test_the_chooser_shows_job_organization_and_portrait(client, editor):
    client.force_login(editor)
    union = make_organization("Example Union", kind="union", short_name="EU", logo=make_image())
    make_person("Ana Muñoz", job_title="Economist", organization=union, photo=make_image())
    html = client.get(chooser("person", "choose")).json()["html"]
    assert "Economist" in html
    assert "Example Union" in html
    assert '<img class="pages-record-picture" src="http' in html
    html = client.get(chooser("organization", "choose")).json()["html"]
    assert "Labor union" in html
    assert '<img class="pages-record-picture" src="http' in html


@pytest.mark.parametrize("where", ["chooser", "list"])
def test_the_number_of_queries_does_not_depend_on_the_records(client, editor, where):
    client.force_login(editor)

    def make(number: int) -> None:
        make_person(f"Ana {number}", organization=make_organization(f"Union {number}"), photo=make_image())

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            if where == "chooser":
                found(client, "ana")
            else:
                assert client.get(reverse("wagtailsnippets_pages_person:list"), {"q": "ana"}).status_code == 200
        print([q["sql"][:160] for q in captured.captured_queries])
        return len(captured)

    make(0)
    queries()
    with_one = queries()
    for number in range(1, 8):
        make(number)
    assert queries() == with_one


@pytest.mark.parametrize("name", ["Aine O'Brien", AINE.upper(), "Áine  O\u2018Brien ", "áine o brien", f"{AINE}."])
def test_a_second_record_of_nearly_the_same_name_is_a_question(client, moderator, name):
    client.force_login(moderator)
    first = make_person(AINE, job_title="Reporter", organization=make_organization("The Paper"))
    answer = create(client, name)
    assert answer["step"] == "reshow_creation_form"
    assert reverse("wagtailsnippets_pages_person:edit", args=[first.pk]) in answer["htmlFragment"]
    assert f"{AINE}</a> (Reporter, The Paper)" in answer["htmlFragment"]
    assert "Create it anyway" in answer["htmlFragment"]
    assert Person.objects.count() == 1
    assert create(client, name, **{ANYWAY: "aine o brien"})["step"] == "chosen"
    assert Person.objects.count() == 2


@pytest.mark.parametrize("name", ["Áine O'Brian", "Áine Brien", "O'Brien", f"{AINE} Smith"])
def test_another_name_is_no_question(client, moderator, name):
    client.force_login(moderator)
    make_person(AINE)
    assert create(client, name)["step"] == "chosen"


def test_the_box_stands_for_one_name_only(client, moderator):
    client.force_login(moderator)
    make_person("Ana Muñoz")
    make_person("Bo Writer")
    assert create(client, "Bo Writer", **{ANYWAY: "ana munoz"})["step"] == "reshow_creation_form"


def test_names_without_letters_are_compared_too(client, moderator):
    client.force_login(moderator)
    make_person("☮")
    assert create(client, " ☮ ")["step"] == "reshow_creation_form"
    assert create(client, "☯")["step"] == "chosen"


def test_a_hostile_name_is_shown_as_text(client, moderator):
    client.force_login(moderator)
    make_person("<script>x</script>", job_title="<b>bold</b>")
    html = create(client, "<SCRIPT>x</script>")["htmlFragment"]
    assert "<script>x" not in html
    assert "<b>bold" not in html


def record_form(**fields: str) -> dict[str, str]:
    management = {f"links-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    empty = dict.fromkeys(("slug", "job_title", "organization", "photo", "bio", "internal_note", "go_live_at"), "")
    return {**management, "links-MAX_NUM_FORMS": "", **empty, "bio": "null", "expire_at": "", **fields}


def test_the_form_of_a_record_asks_when_the_name_is_new(client, moderator):
    client.force_login(moderator)
    first, other = make_person("Ana Muñoz"), make_person("Bo Writer")
    add = reverse("wagtailsnippets_pages_person:add")
    refused = client.post(add, record_form(name="ana munoz"))
    assert refused.status_code == 200
    assert "Create it anyway" in refused.text
    assert reverse("wagtailsnippets_pages_person:edit", args=[first.pk]) in refused.text
    assert client.post(add, record_form(name="ana munoz", **{ANYWAY: "ana munoz"})).status_code == 302
    assert Person.objects.count() == 3

    edit = reverse("wagtailsnippets_pages_person:edit", args=[first.pk])
    assert client.post(edit, record_form(name="Ana Muñoz", job_title="Economist", slug=first.slug)).status_code == 302
    edit = reverse("wagtailsnippets_pages_person:edit", args=[other.pk])
    refused = client.post(edit, record_form(name="Ana Munoz", slug=other.slug))
    assert refused.status_code == 200
    assert "Use this name anyway" in refused.text
    assert "There are already 2 people with this name" in refused.text
    confirmed = record_form(name="Ana Munoz", slug=other.slug, **{ANYWAY: "ana munoz"})
    assert client.post(edit, confirmed).status_code == 302


def test_organizations_and_topics_are_compared_among_themselves(client, moderator):
    client.force_login(moderator)
    make_person("Łódź Union")
    data = {"name": "lodz union", "kind": "", "url": ""}
    assert client.post(chooser("organization", "create"), data).json()["step"] == "chosen"
    assert client.post(chooser("organization", "create"), data).json()["step"] == "reshow_creation_form"
    assert Organization.objects.count() == 1
    Topic.objects.create(name="Safe work", slug="safe-work")
    answer = client.post(chooser("topic", "create"), {"name": "SAFE WORK", "description": ""}).json()
    assert "Create it anyway" in answer["htmlFragment"]
