"""People have a path where a public section lists them, and are found there."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from api.resolve import sitemap
from pages.models import Person, SectionPage
from tests.api.conftest import Get
from tests.content import home, make_organization, make_person, make_post, make_section, publish, translate


@pytest.fixture
def section() -> SectionPage:
    return make_section(title="People", shows=SectionPage.Shows.PEOPLE)


@pytest.fixture
def ada() -> Person:
    return make_person("Ada Writer")


@pytest.mark.usefixtures("ada")
def test_without_a_section_people_have_no_path(get: Get) -> None:
    make_section(title="News", shows=SectionPage.Shows.POSTS)
    assert get("people/ada-writer/")["html_path"] is None
    assert get("people/")["items"][0]["html_path"] is None
    assert get("resolve/", path="/news/ada-writer/")["outcome"] == "not_found"


@pytest.mark.usefixtures("ada", "section")
def test_a_section_gives_them_one(get: Get) -> None:
    assert get("people/ada-writer/")["html_path"] == "/people/ada-writer/"
    assert get("people/")["items"][0]["html_path"] == "/people/ada-writer/"
    make_organization("Example Union")
    assert get("organizations/example-union/")["html_path"] is None


@pytest.mark.slow
@pytest.mark.usefixtures("ada", "section")
@pytest.mark.parametrize("path", ["/people/ada-writer/", "people/ada-writer", "/people/ada%2Dwriter/?x=1#top"])
def test_they_are_found_at_it(path: str, get: Get) -> None:
    answer = get("resolve/", path=path, crops="square", rich_text_format="markdown")
    person = get("people/ada-writer/", crops="square", rich_text_format="markdown")
    assert answer == {"outcome": "person", "person": person}


@pytest.mark.slow
@pytest.mark.usefixtures("ada", "section")
@pytest.mark.parametrize("path", ["/people/nobody/", "/ada-writer/", "/people/ada-writer/more/"])
def test_other_paths_are_not_theirs(path: str, get: Get) -> None:
    assert get("resolve/", path=path)["outcome"] == "not_found"


@pytest.mark.usefixtures("ada")
def test_a_page_comes_first(get: Get, section: SectionPage) -> None:
    page = make_section(section, title="Ada Writer")
    assert get("resolve/", path="/people/ada-writer/")["page"]["id"] == page.pk


def test_who_is_not_public_is_nowhere(get: Get, section: SectionPage, ada: Person) -> None:
    Person.objects.create(name="A Draft", live=False)
    ada.unpublish()
    assert get("people/")["items"] == []
    assert get("resolve/", path="/people/a-draft/")["outcome"] == "not_found"


@pytest.mark.usefixtures("ada")
def test_a_section_that_is_not_public_is_none(get: Get, section: SectionPage) -> None:
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert get("people/ada-writer/")["html_path"] is None
    assert get("resolve/", path="/people/ada-writer/")["outcome"] == "not_found"


@pytest.mark.slow
@pytest.mark.usefixtures("ada")
def test_the_first_section_of_the_default_language_counts(get: Get, section: SectionPage, settings: Any) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    german = Locale.objects.create(language_code="de")
    translate(home(), german, "Start")
    translate(section, german, "Leute", slug="leute")
    assert get("people/ada-writer/")["html_path"] == "/people/ada-writer/"
    assert get("resolve/", path="/de/leute/ada-writer/")["person"]["slug"] == "ada-writer"


@pytest.mark.slow
@pytest.mark.usefixtures("section")
def test_a_path_costs_one_query_for_any_number_of_people(client: Client, django_assert_num_queries: Any) -> None:
    make_person("One")
    make_post()
    with django_assert_num_queries(4):
        client.get("/api/v2/people/?fields=_,html_path")
    for number in range(5):
        make_person(f"More {number}")
    with django_assert_num_queries(4):
        assert len(client.get("/api/v2/people/?fields=_,html_path").json()["items"]) == 6


# Where they went


def at(get: Get, path: str) -> Any:
    """Return where a path leads, or the outcome if it leads nowhere."""
    answer = get("resolve/", path=path)
    return answer.get("location", answer["outcome"])


def renamed(person: Person, slug: str) -> None:
    person.slug = slug
    publish(person)


@pytest.mark.usefixtures("ada")
def test_a_renamed_section_leads_to_its_people(get: Get, section: SectionPage) -> None:
    section.slug = "team"
    publish(section)
    assert at(get, "/people/ada-writer/?x=1") == "/team/ada-writer/?x=1"
    assert at(get, "/people/nobody/") == "not_found"
    parent = make_section(title="About")
    section.move(parent, "last-child")
    assert at(get, "/people/ada-writer") == at(get, "/team/ada-writer/") == "/about/team/ada-writer/"


@pytest.mark.usefixtures("section")
def test_a_renamed_person_is_led_to(get: Get, ada: Person) -> None:
    renamed(ada, "ada-author")
    renamed(ada, "ada")
    assert at(get, "/people/ada-writer/") == at(get, "/people/Ada-Author/") == "/people/ada/"
    # Who has the slug now is there.
    other = make_person("Ada Writer")
    assert get("resolve/", path="/people/ada-writer/")["person"]["id"] == other.pk


@pytest.mark.usefixtures("ada", "section")
def test_capitals_do_not_count(get: Get) -> None:
    assert at(get, "/people/Ada-Writer/") == at(get, "/PEOPLE/ADA-WRITER") == "/people/ada-writer/"


@pytest.mark.usefixtures("section")
@pytest.mark.parametrize("taken_down", ["unpublished", "deleted", "renamed and deleted"])
def test_who_was_taken_down_is_gone(taken_down: str, get: Get, ada: Person) -> None:
    if taken_down == "renamed and deleted":
        renamed(ada, "ada")
    if "deleted" in taken_down:
        ada.delete()
    else:
        ada.unpublish()
    assert at(get, "/people/ada-writer/") == "gone"


def test_who_was_never_public_is_not_gone(get: Get, section: SectionPage) -> None:
    draft = Person.objects.create(name="A Draft", live=False)
    draft.slug = "another"
    draft.save()
    draft.delete()
    assert at(get, "/people/a-draft/") == at(get, "/people/another/") == "not_found"


def test_behind_a_restriction_nobody_is_gone(get: Get, section: SectionPage, ada: Person) -> None:
    renamed(ada, "ada")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert at(get, "/people/ada-writer/") == at(get, "/people/ada/") == "not_found"


def test_the_sitemap_has_them(client: Client, section: SectionPage, ada: Person, monkeypatch: Any) -> None:
    Person.objects.create(name="A Draft", live=False)
    assert client.get("/sitemap.xml").content.decode().count("/people/ada-writer/</loc>") == 1
    assert "a-draft" not in client.get("/sitemap.xml").content.decode()
    monkeypatch.setattr(sitemap, "MAXIMUM_ADDRESSES", 2)
    parts = [client.get(f"/sitemap.xml?page={number}") for number in (1, 2)]
    assert [part.content.decode().count("<loc>") for part in parts if part.status_code == 200] == [2, 1]
