"""Content in several languages: the default one at bare paths, the others at ``/{code}/…``."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from pages.models import EventPage, HomePage, PostAuthor, PostRelatedPage, SectionPage
from tests.api.conftest import Get
from tests.api.everything import block
from tests.content import (
    add,
    home,
    make_about,
    make_event,
    make_organization,
    make_person,
    make_post,
    make_section,
    open_preview,
    publish,
    translate,
)
from tests.shared import SharedContent, again, undone

LANGUAGES = [("en", "English"), ("de", "German"), ("pt-br", "Portuguese (pt-br)")]


@pytest.fixture(autouse=True)
def languages(settings: Any) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = LANGUAGES


def make_german_home() -> HomePage:
    german = Locale.objects.create(language_code="de")
    found: HomePage = translate(home(), german, "Startseite")
    return found


@pytest.fixture
def german_home(request: pytest.FixtureRequest) -> HomePage:
    return HomePage.objects.get(locale__language_code="de") if "news" in request.fixturenames else make_german_home()


@pytest.fixture
def german(request: pytest.FixtureRequest) -> Locale:
    if "german_home" in request.fixturenames or "news" in request.fixturenames:
        request.getfixturevalue("german_home")
        return Locale.objects.get(language_code="de")
    return Locale.objects.create(language_code="de")


class News:
    """A section with a post, in English and in German."""

    def __init__(self) -> None:
        german = make_german_home().locale
        self.section = make_section(title="News")
        self.post = make_post(self.section, "Hello")
        self.german_section = translate(self.section, german, "Nachrichten", slug="nachrichten")
        self.german_post = translate(self.post, german, "Hallo", slug="hallo")


@contextmanager
def _news() -> Iterator[News]:
    names = {"LANGUAGES": LANGUAGES, "WAGTAIL_CONTENT_LANGUAGES": LANGUAGES}
    with override_settings(**names, WAGTAIL_I18N_ENABLED=True), undone(News) as news:
        yield news


@pytest.fixture(scope="module")
def shared_news(sharing: SharedContent) -> News:
    return sharing.get("shared_news", _news)


@pytest.fixture
def news(shared_news: News) -> News:
    return again(shared_news)


def ids(answer: Any) -> list[int]:
    return [item["id"] for item in answer["items"]]


# Paths


@pytest.mark.slow
def test_the_default_language_has_bare_paths_and_the_others_a_prefix(get: Get, news: News) -> None:
    english, translated = (get(f"posts/{page.pk}/")["meta"] for page in (news.post, news.german_post))
    assert (english["locale"], english["html_path"]) == ("en", "/news/hello/")
    assert (translated["locale"], translated["html_path"]) == ("de", "/de/nachrichten/hallo/")
    assert translated["html_url"] == "https://www.example.org/de/nachrichten/hallo/"
    assert translated["detail_url"] == f"https://cms.example.org/api/v2/pages/{news.german_post.pk}/"


def test_the_front_page_of_a_language_is_at_its_prefix(get: Get, german_home: HomePage) -> None:
    assert get(f"pages/{german_home.pk}/")["meta"]["html_path"] == "/de/"
    assert get(f"pages/{home().pk}/")["meta"]["html_path"] == "/"


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["/", ""])
@pytest.mark.parametrize("beginning", ["/", ""])
def test_find_takes_paths_of_every_language(beginning: str, ending: str, get: Get, news: News) -> None:
    def found(path: str, expected: int = 200) -> Any:
        return get("pages/find/", expected, html_path=f"{beginning}{path}{ending}")

    assert found("news/hello")["id"] == news.post.pk
    assert found("de/nachrichten/hallo")["id"] == news.german_post.pk
    assert found("de")["title"] == "Startseite"
    for path in ("de/news/hello", "nachrichten/hallo", "en/news/hello", "de/de", "DE/nachrichten", "fr"):
        found(path, expected=404)


def test_a_language_of_two_parts(get: Get) -> None:
    brazilian = Locale.objects.create(language_code="pt-br")
    front = translate(home(), brazilian, "Início")
    section = make_section(front, "Notícias", slug="notícias")
    path = get(f"pages/{section.pk}/")["meta"]["html_path"]
    assert path == "/pt-br/not%C3%ADcias/"
    assert get("pages/find/", html_path=path)["id"] == section.pk


def test_a_language_s_front_page_comes_before_a_page_whose_address_is_its_code(get: Get, german_home: HomePage) -> None:
    disguised = make_section(title="German", slug="de")
    child = make_section(disguised, "Only here")
    assert get("pages/find/", html_path="/de/")["id"] == german_home.pk
    assert get("pages/find/", html_path="/de/only-here/")["id"] == child.pk
    german_home.unpublish()
    assert get("pages/find/", html_path="/de/")["id"] == disguised.pk


def test_a_public_page_below_a_draft_front_page_keeps_its_prefix(get: Get, news: News, german_home: HomePage) -> None:
    german_home.unpublish()
    answer = get(f"posts/{news.german_post.pk}/")
    assert answer["meta"]["html_path"] == "/de/nachrichten/hallo/"
    assert [crumb["title"] for crumb in answer["meta"]["breadcrumbs"]] == ["Nachrichten", "Hallo"]
    assert get("pages/find/", html_path="/de/nachrichten/hallo")["id"] == news.german_post.pk
    get("pages/find/", expected=404, html_path="/de/")


# Translations


def test_translations_name_the_other_versions(get: Get, news: News) -> None:
    other = {"id": news.german_post.pk, "locale": "de", "html_path": "/de/nachrichten/hallo/"}
    assert get(f"posts/{news.post.pk}/")["meta"]["translations"] == [other]
    own = {"id": news.post.pk, "locale": "en", "html_path": "/news/hello/"}
    assert get(f"posts/{news.german_post.pk}/")["meta"]["translations"] == [own]
    items = get("posts/", fields="translations")["items"]
    assert {item["id"]: item["meta"]["translations"] for item in items} == {
        news.post.pk: [other],
        news.german_post.pk: [own],
    }


def take_down(page: Page) -> None:
    page.unpublish()


def expire(page: Page) -> None:
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_its_tree(page: Page) -> None:
    restrict(page.get_parent().get_parent())


@pytest.mark.slow
@pytest.mark.parametrize("hide", [take_down, expire, restrict, restrict_its_tree])
def test_a_translation_that_is_not_public_does_not_show(hide: Any, client: Client, get: Get, news: News) -> None:
    news.german_post.title = "CANARY"
    hide(publish(news.german_post))
    assert get(f"posts/{news.post.pk}/")["meta"]["translations"] == []
    assert ids(get("posts/")) == [news.post.pk]
    assert ids(get("posts/", translation_of=news.post.pk)) == []
    get("posts/", expected=400, translation_of=news.german_post.pk)
    get("posts/", expected=400, ancestor_of=news.german_post.pk)
    get(f"posts/{news.german_post.pk}/", expected=404)
    get("pages/find/", expected=404, html_path="/de/nachrichten/hallo/")
    for path in ("pages/?fields=*", "posts/?fields=*&locale=de", f"posts/{news.post.pk}/"):
        assert b"CANARY" not in client.get(f"/api/v2/{path}").content


def test_a_draft_translation_does_not_show(get: Get, german: Locale, german_home: HomePage) -> None:
    section = make_section(title="News")
    draft = section.copy_for_translation(german)
    assert get(f"pages/{section.pk}/")["meta"]["translations"] == []
    get(f"pages/{draft.pk}/", expected=404)


def test_an_alias_in_another_language_is_a_translation(get: Get, german: Locale, german_home: HomePage) -> None:
    post = make_post(title="Hello")
    alias = post.copy_for_translation(german, alias=True)
    answer = get(f"posts/{alias.pk}/")
    assert (answer["title"], answer["meta"]["html_path"]) == ("Hello", "/de/hello/")
    assert answer["meta"]["alias_of"]["id"] == post.pk
    assert [found["id"] for found in answer["meta"]["translations"]] == [post.pk]


# Filters


def test_lists_hold_all_languages_unless_one_is_asked_for(get: Get, news: News, german_home: HomePage) -> None:
    assert set(ids(get("posts/"))) == {news.post.pk, news.german_post.pk}
    assert ids(get("posts/", locale="de")) == [news.german_post.pk]
    assert ids(get("posts/", locale="en")) == [news.post.pk]
    assert ids(get("pages/", locale="de")) == [german_home.pk, news.german_section.pk, news.german_post.pk]
    assert get("pages/", locale="de")["meta"]["total_count"] == 3
    assert ids(get("events/", locale="de")) == []


def test_a_language_of_the_site_without_pages_is_empty(get: Get, news: News) -> None:
    assert get("pages/", locale="pt-br")["items"] == []
    Locale.objects.create(language_code="pt-br")
    assert get("pages/", locale="pt-br")["items"] == []


@pytest.mark.slow
@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("code", ["fr", "DE", "", "de-at", "x" * 300])
def test_an_unknown_language_is_refused(code: str, get: Get) -> None:
    for path in ("pages/", "posts/", "events/"):
        (error,) = get(path, expected=400, locale=code)["errors"]
        assert error["parameter"] == "locale"
    # A record that was left from a language which the site had once does not make it one of its languages.
    Locale.objects.get_or_create(language_code="fr")
    get("pages/", expected=400, locale="fr")


def test_translation_of(get: Get, news: News, german_home: HomePage) -> None:
    assert ids(get("posts/", translation_of=news.post.pk)) == [news.german_post.pk]
    assert ids(get("pages/", translation_of=news.german_section.pk)) == [news.section.pk]
    assert ids(get("pages/", translation_of="root")) == [german_home.pk]
    assert ids(get("pages/", translation_of=news.post.pk, locale="en")) == []


def test_relatives_are_of_the_same_tree(get: Get, news: News, german_home: HomePage) -> None:
    assert ids(get("pages/", ancestor_of=news.german_post.pk)) == [german_home.pk, news.german_section.pk]
    assert ids(get("pages/", descendant_of=german_home.pk)) == [news.german_section.pk, news.german_post.pk]
    assert ids(get("pages/", child_of=german_home.pk)) == [news.german_section.pk]
    # As in Wagtail API v2, "root" is the site record's own root page, in the one language that this is in.
    assert ids(get("pages/", child_of="root")) == [news.section.pk]
    assert ids(get("pages/", child_of="root", locale="de")) == []
    assert ids(get("pages/", descendant_of="root")) == [news.section.pk, news.post.pk]


def test_breadcrumbs_and_parent_are_of_the_same_tree(get: Get, news: News, german_home: HomePage) -> None:
    meta = get(f"posts/{news.german_post.pk}/")["meta"]
    assert meta["breadcrumbs"] == [
        {"id": german_home.pk, "title": "Startseite", "html_path": "/de/"},
        {"id": news.german_section.pk, "title": "Nachrichten", "html_path": "/de/nachrichten/"},
        {"id": news.german_post.pk, "title": "Hallo", "html_path": "/de/nachrichten/hallo/"},
    ]
    assert meta["parent"]["id"] == news.german_section.pk
    assert get(f"pages/{german_home.pk}/")["meta"]["parent"] is None


# Links


def test_links_lead_into_other_languages(get: Get, news: News) -> None:
    link = f'<p><a linktype="page" id="{news.german_post.pk}">auf Deutsch</a></p>'
    body = [block(1, "paragraph", link), block(2, "related_pages", {"pages": [news.german_post.pk]})]
    post = make_post(news.section, "Links", [PostAuthor(name="Kim")], intro=link, body=body)
    post.related_pages.set([PostRelatedPage(page=news.german_post)])
    answer = get(f"posts/{publish(post).pk}/")
    href = f'<a href="/de/nachrichten/hallo/" data-page-id="{news.german_post.pk}">auf Deutsch</a>'
    assert answer["intro"] == answer["body"][0]["value"] == f"<p>{href}</p>"
    for linked in (answer["related"][0], answer["body"][1]["value"]["pages"][0]):
        assert linked["meta"]["html_path"] == "/de/nachrichten/hallo/"
        assert linked["meta"]["locale"] == "de"


@pytest.mark.slow
def test_records_name_pages_of_every_language(get: Get, german: Locale, german_home: HomePage) -> None:
    person = make_person("Ada Writer")
    post = make_post(title="Hello", authors=[PostAuthor(person=person)])
    translated = translate(post, german, "Hallo")
    linked = get("people/ada-writer/")["posts"]
    assert {page["id"]: page["meta"]["html_path"] for page in linked} == {
        post.pk: "/hello/",
        translated.pk: "/de/hello/",
    }


# The page about the organization


@pytest.fixture
def abouts(german: Locale, german_home: HomePage) -> dict[str, Any]:
    about = make_about(title="About us", boilerplate="<p>We are many.</p>")
    return {"en": about, "de": translate(about, german, "Über uns", boilerplate="<p>Wir sind viele.</p>")}


@pytest.mark.slow
def test_the_organization_is_the_one_of_the_default_language(get: Get, abouts: dict[str, Any]) -> None:
    answer = get("organization/")
    assert (answer["id"], answer["meta"]["locale"]) == (abouts["en"].pk, "en")
    assert [found["id"] for found in answer["meta"]["translations"]] == [abouts["de"].pk]
    assert "locale" in {error["parameter"] for error in get("organization/", expected=400, locale="de")["errors"]}


@pytest.mark.slow
def test_the_default_language_decides_and_not_the_place_in_the_tree(
    get: Get, abouts: dict[str, Any], german_home: HomePage
) -> None:
    german_home.move(home(), pos="left")
    assert Page.objects.get(pk=german_home.pk).path < home().path
    assert get("organization/")["id"] == abouts["en"].pk
    # A language without one of its own.
    brazilian = translate(home(), Locale.objects.create(language_code="pt-br"), "Início")
    event = make_event(brazilian, "Encontro")
    assert get(f"events/{event.pk}/")["about"]["id"] == abouts["en"].pk


@pytest.mark.slow
def test_the_only_public_one_is_the_organization(get: Get, abouts: dict[str, Any]) -> None:
    abouts["en"].unpublish()
    assert get("organization/")["id"] == abouts["de"].pk
    abouts["de"].unpublish()
    get("organization/", expected=404)


@pytest.mark.slow
def test_an_event_is_about_the_organization_in_its_own_language(
    get: Get, german: Locale, abouts: dict[str, Any]
) -> None:
    event = make_event(title="Briefing")
    translated = translate(event, german, "Gespräch")
    for path in ("events/", "pages/"):
        about = get(f"{path}{translated.pk}/")["about"]
        assert (about["id"], about["title"]) == (abouts["de"].pk, "Über uns")
        assert about["meta"]["html_path"] == "/de/about-us/"
        assert about["boilerplate"] == "<p>Wir sind viele.</p>"
    assert get(f"events/{event.pk}/")["about"]["id"] == abouts["en"].pk
    items = get("events/", fields="about")["items"]
    assert {item["id"]: item["about"]["id"] for item in items} == {
        event.pk: abouts["en"].pk,
        translated.pk: abouts["de"].pk,
    }


@pytest.mark.slow
@pytest.mark.parametrize("hide", [take_down, expire, restrict])
def test_without_one_in_its_language_an_event_has_that_of_the_default_language(
    hide: Any, get: Get, german: Locale, abouts: dict[str, Any]
) -> None:
    translated = translate(make_event(title="Briefing"), german, "Gespräch")
    hide(abouts["de"])
    assert get(f"events/{translated.pk}/")["about"]["id"] == abouts["en"].pk
    hide(abouts["en"])
    assert get(f"events/{translated.pk}/")["about"] is None


@pytest.mark.slow
def test_a_page_about_the_organization_that_an_editor_chose_stays(
    get: Get, german: Locale, abouts: dict[str, Any]
) -> None:
    chosen = translate(make_event(title="Briefing", about=abouts["en"]), german, "Gespräch")
    default = translate(make_event(title="Meeting"), german, "Treffen")
    found = {item["id"]: item["about"]["id"] for item in get("events/", locale="de", fields="about")["items"]}
    assert found == {chosen.pk: abouts["en"].pk, default.pk: abouts["de"].pk}


@pytest.mark.slow
def test_the_preview_of_a_draft_is_in_its_language(get: Get, german: Locale, abouts: dict[str, Any]) -> None:
    draft = make_event(title="Briefing").copy_for_translation(german)
    preview = get("preview/", content_type="pages.eventpage", token=open_preview(draft))
    assert (preview["meta"]["locale"], preview["meta"]["html_path"]) == ("de", "/de/briefing/")
    assert preview["about"]["id"] == abouts["de"].pk
    assert [found["locale"] for found in preview["meta"]["translations"]] == ["en"]


def test_one_page_about_the_organization_may_be_live_in_each_language(abouts: dict[str, Any]) -> None:
    other = abouts["de"].get_parent().specific
    second = add(other, type(abouts["de"])(title="Noch einmal"))
    assert [error.code for error in second.publish_errors()] == ["second_about_page"]


# What does not matter


@pytest.mark.slow
@pytest.mark.parametrize("header", ["de", "de-DE,de;q=0.9", "fr", "*", ";;;"])
def test_the_language_of_the_reader_never_matters(header: str, client: Client, news: News, abouts: Any) -> None:
    for path in (
        "pages/?fields=*",
        f"posts/{news.post.pk}/",
        f"posts/{news.german_post.pk}/",
        "pages/find/?html_path=/",
        "pages/find/?html_path=/de/",
        "organization/",
        "pages/?limit=x",
    ):
        plain, translated = (
            client.get(f"/api/v2/{path}", headers=headers) for headers in ({}, {"Accept-Language": header})
        )
        assert translated.status_code == plain.status_code
        without_id = {**plain.json(), "request_id": ""}
        assert {**translated.json(), "request_id": ""} == without_id
        assert "Accept-Language" not in translated["Vary"]
        assert "Content-Language" not in translated


def test_with_one_language_there_are_no_prefixes_and_no_translations(get: Get, news: News, settings: Any) -> None:
    settings.WAGTAIL_I18N_ENABLED = False
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = LANGUAGES[:1]
    assert ids(get("posts/")) == [news.post.pk]
    assert get(f"posts/{news.post.pk}/")["meta"]["translations"] == []
    get(f"posts/{news.german_post.pk}/", expected=404)
    get("pages/find/", expected=404, html_path="/de/")
    get("pages/", expected=400, locale="de")
    assert ids(get("posts/", locale="en")) == [news.post.pk]


def test_pages_of_a_language_that_the_site_no_longer_has_are_not_served(get: Get, news: News, settings: Any) -> None:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [LANGUAGES[0], LANGUAGES[2]]
    assert ids(get("posts/")) == [news.post.pk]
    assert get(f"posts/{news.post.pk}/")["meta"]["translations"] == []
    get(f"posts/{news.german_post.pk}/", expected=404)
    get("pages/find/", expected=404, html_path="/de/nachrichten/hallo/")
    get("pages/", expected=400, locale="de")


def test_a_site_keeps_its_pages_when_its_own_language_is_no_longer_listed(get: Get, settings: Any) -> None:
    section = make_section(title="News")
    settings.LANGUAGE_CODE = "de"
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [LANGUAGES[1], LANGUAGES[2]]
    assert get(f"pages/{section.pk}/")["meta"]["html_path"] == "/en/news/"
    assert ids(get("pages/", locale="en")) == [home().pk, section.pk]


# Cost


def queries(client: Client, path: str) -> int:
    client.get(f"/api/v2/{path}")
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/api/v2/{path}")
    assert response.status_code == 200, response.content
    return len(captured)


@pytest.mark.slow
def test_more_languages_and_sites_cost_no_more_queries(client: Client, german: Locale, german_home: HomePage) -> None:
    organization = make_organization("Our Coalition")
    about = make_about(organization=organization)
    event = make_event(title="Briefing")
    paths = (
        "pages/?fields=*",
        "events/?fields=*",
        f"events/{event.pk}/",
        "pages/find/?html_path=/briefing/",
        "organization/",
        "pages/?locale=en",
    )
    few = {path: queries(client, path) for path in paths}
    for locale, front in ((german, german_home), (Locale.objects.create(language_code="pt-br"), None)):
        front = front or translate(home(), locale, f"Home {locale}")
        translate(about, locale, f"About {locale}")
        translate(event, locale, f"Event {locale}")
        translate(make_event(title=f"Another for {locale}"), locale, f"Another {locale}")
        chapter = make_section(front, f"Chapter {locale}")
        make_event(chapter, "Of the chapter")
        Site.objects.create(hostname=f"{locale.language_code}.example.org", root_page=chapter)
    assert EventPage.objects.live().count() == 9
    assert SectionPage.objects.live().count() == 2
    assert {path: queries(client, path) for path in paths} == few
