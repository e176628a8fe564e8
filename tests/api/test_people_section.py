"""People have a path where a public section lists them, and are found there."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from pages.models import Person, SectionPage
from tests.api.conftest import Get
from tests.content import home, make_organization, make_person, make_post, make_section, translate


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
@pytest.mark.parametrize("path", ["/people/nobody/", "/ada-writer/", "/people/ada-writer/more/", "/people/Ada-Writer/"])
def test_other_paths_are_not_theirs(path: str, get: Get) -> None:
    assert get("resolve/", path=path)["outcome"] == "not_found"


@pytest.mark.usefixtures("ada")
def test_a_page_comes_first(get: Get, section: SectionPage) -> None:
    page = make_section(section, title="Ada Writer")
    assert get("resolve/", path="/people/ada-writer/")["page"]["id"] == page.pk


def test_who_is_not_public_is_nowhere(get: Get, section: SectionPage, ada: Person) -> None:
    ada.unpublish()
    assert get("resolve/", path="/people/ada-writer/")["outcome"] == "not_found"


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
