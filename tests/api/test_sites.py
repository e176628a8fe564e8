"""Several sites in one CMS: each response is about one, and the content of others does not exist in it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, PageViewRestriction, Site

from pages.models import EventSpeaker, HomePage, HomePageFeatured, PostAuthor, PostRelatedPage
from tests.api.conftest import Get
from tests.api.everything import block
from tests.content import (
    home,
    make_about,
    make_event,
    make_person,
    make_post,
    make_section,
    make_topic,
    publish,
    translate,
)
from tests.published import add_published
from tests.shared import SharedContent, again, undone

OTHER = "other.example.org"


class Other:
    """A second site with a page of each kind."""

    def __init__(self) -> None:
        self.home = add_published(home().get_parent(), HomePage(title="Other home", slug="other"))
        self.site = Site.objects.create(hostname=OTHER, port=443, root_page=self.home)
        self.section = make_section(self.home, "Other news", slug="news")
        self.post = make_post(self.section, "Other post", slug="post")
        self.event = make_event(self.section, "Other event")
        self.about = make_about(self.home, "About the others")


@pytest.fixture(scope="module")
def shared_other(sharing: SharedContent) -> Other:
    return sharing.get("shared_other", lambda: undone(Other))


@pytest.fixture
def other(shared_other: Other) -> Other:
    return again(shared_other)


def ids(answer: Any) -> list[int]:
    return [item["id"] for item in answer["items"]]


def own_site() -> Site:
    found: Site = Site.objects.get(is_default_site=True)
    return found


# Which site


def test_a_site_whose_home_page_is_restricted_is_unknown(other: Other, client: Client, get: Get, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    def asked(site: str) -> Any:
        answers = [client.get(f"/api/v2/{path}", {"site": site}) for path in ("site/", "posts/", "changes/")]
        answers += [
            client.get(f"{path}?site={site}")
            for path in ("/feeds/posts.rss", "/sitemap.xml", "/robots.txt", "/llms.txt")
        ]
        return [
            (answer.status_code, [error["detail"].replace(site, "…") for error in answer.json()["errors"]])
            for answer in answers
        ]

    restriction = PageViewRestriction.objects.create(page=other.home, restriction_type="login")
    assert asked(OTHER) == asked("never.example.org")
    assert client.get("/api/v2/site/", headers={"host": OTHER}).json() == get("site/")
    restriction.delete()
    assert get("site/", site=OTHER)["sections"]["home"]["title"] == "Other home"


def test_without_a_public_home_page_the_default_site_is_none(get: Get) -> None:
    PageViewRestriction.objects.create(page=home(), restriction_type="login")
    get("site/", expected=404)
    assert get("posts/")["items"] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("host", "title"),
    [
        ("other.example.org", "Other home"),
        ("other.example.org:443", "Other home"),
        ("OTHER.example.org", "Other home"),
        ("other.example.org.", "Other home"),
        ("www.example.org", "Home"),
        # No record says so exactly, which leaves the default site.
        ("other.example.org:8443", "Home"),
        ("other.example.org:80", "Home"),
        ("cms.example.org", "Home"),
        ("xother.example.org", "Home"),
        ("[::1]", "Home"),
        ("[::1]:8000", "Home"),
    ],
)
def test_the_host_of_the_request_chooses_the_site(
    host: str, title: str, other: Other, client: Client, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    found = client.get("/api/v2/pages/find/?html_path=/", headers={"Host": host}).json()
    assert found["title"] == title


def test_a_port_tells_two_sites_of_one_host_apart(other: Other, get: Get, client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    third = add_published(home().get_parent(), HomePage(title="Third home", slug="third"))
    Site.objects.create(hostname=OTHER, port=8443, root_page=third)

    def title(host: str) -> str:
        found: str = client.get("/api/v2/pages/find/?html_path=/", headers={"Host": host}).json()["title"]
        return found

    assert title(f"{OTHER}:8443") == get("pages/find/", html_path="/", site=f"{OTHER}:8443")["title"] == "Third home"
    assert title(f"{OTHER}:443") == get("pages/find/", html_path="/", site=f"{OTHER}:443")["title"] == "Other home"
    assert title(OTHER) == "Other home"
    (error,) = get("pages/", expected=400, site=OTHER)["errors"]
    assert (error["parameter"], error["code"]) == ("site", "ambiguous_site")


def test_the_scheme_tells_the_two_usual_ports_apart(other: Other, client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    plain = add_published(home().get_parent(), HomePage(title="Plain home", slug="plain"))
    Site.objects.create(hostname=OTHER, port=80, root_page=plain)
    for secure, title in ((True, "Other home"), (False, "Plain home")):
        found = client.get("/api/v2/pages/find/?html_path=/", headers={"Host": OTHER}, secure=secure).json()
        assert found["title"] == title


def test_the_parameter_comes_before_the_host(other: Other, client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    path = "/api/v2/pages/find/?html_path=/&site="
    assert client.get(f"{path}{OTHER}", headers={"Host": "www.example.org"}).json()["title"] == "Other home"
    assert client.get(f"{path}www.example.org", headers={"Host": OTHER}).json()["title"] == "Home"
    assert client.get(f"{path}OTHER.Example.org").json()["title"] == "Other home"


def test_forwarded_headers_choose_nothing(other: Other, client: Client) -> None:
    headers = {"X-Forwarded-Host": OTHER, "X-Forwarded-Port": "443", "Forwarded": f"host={OTHER}"}
    assert client.get("/api/v2/pages/find/?html_path=/", headers=headers).json()["title"] == "Home"


@pytest.mark.slow
@pytest.mark.usefixtures("other")
@pytest.mark.parametrize(
    "site", ["nowhere.example.org", "", f"{OTHER}:80", f"{OTHER}:", f"{OTHER}:x", ":443", f"https://{OTHER}", "1:2:3"]
)
@pytest.mark.parametrize("path", ["pages/", "posts/", "events/", "organization/", "people/", "topics/", "tags/"])
def test_an_unknown_site_is_refused(path: str, site: str, get: Get) -> None:
    (error,) = get(path, expected=400, site=site)["errors"]
    assert (error["parameter"], error["code"]) == ("site", "unknown_site")


def test_without_a_default_site_an_unknown_host_gets_nothing(other: Other, get: Get) -> None:
    post = make_post()
    Site.objects.update(is_default_site=False)
    for path in ("pages/", "posts/", "events/", "redirects/"):
        answer = get(path)
        assert (answer["items"], answer["meta"]["total_count"]) == ([], 0)
    for path in (f"pages/{post.pk}/", f"posts/{other.post.pk}/", "organization/"):
        get(path, expected=404)
    get("pages/find/", expected=404, html_path="/")
    assert ids(get("posts/", site=OTHER)) == [other.post.pk]


# Each site for itself


def test_each_site_lists_its_own_pages(other: Other, get: Get) -> None:
    post = make_post()
    event = make_event()
    assert ids(get("posts/")) == [post.pk]
    assert ids(get("events/")) == [event.pk]
    assert set(ids(get("pages/"))) == {home().pk, post.pk, event.pk}
    assert ids(get("posts/", site=OTHER)) == [other.post.pk]
    assert set(ids(get("pages/", site=OTHER))) == {
        page.pk for page in (other.home, other.section, other.post, other.event, other.about)
    }
    assert get("pages/", site=OTHER)["meta"]["total_count"] == 5


def test_a_page_of_another_site_does_not_exist(other: Other, get: Get) -> None:
    for path in (f"pages/{other.post.pk}/", f"posts/{other.post.pk}/", f"events/{other.event.pk}/"):
        get(path, expected=404)
        get(path, site=OTHER)
    get("pages/find/", expected=404, id=other.post.pk)
    get("pages/find/", expected=404, html_path="/news/post/")
    assert get("pages/find/", html_path="/news/post/", site=OTHER)["id"] == other.post.pk
    assert ids(get("pages/", id=f"{other.post.pk},{home().pk}")) == [home().pk]
    for name in ("child_of", "descendant_of", "ancestor_of", "translation_of"):
        wrong = get("pages/", expected=400, **{name: other.section.pk})["errors"]
        unknown = get("pages/", expected=400, **{name: 999999})["errors"]
        assert wrong[0]["code"] == unknown[0]["code"] == "unknown_page"


def test_paths_and_urls_are_those_of_the_page_s_own_site(other: Other, get: Get) -> None:
    meta = get(f"posts/{other.post.pk}/", site=OTHER)["meta"]
    assert meta["html_path"] == "/news/post/"
    assert meta["html_url"] == f"https://{OTHER}/news/post/"
    assert meta["detail_url"] == f"https://cms.example.org/api/v2/pages/{other.post.pk}/"
    assert meta["breadcrumbs"][0] == {"id": other.home.pk, "title": "Other home", "html_path": "/"}


def test_root_is_the_root_of_the_site(other: Other, get: Get) -> None:
    section = make_section(title="News")
    assert ids(get("pages/", child_of="root")) == [section.pk]
    assert set(ids(get("pages/", child_of="root", site=OTHER))) == {other.section.pk, other.about.pk}


def test_a_cursor_of_one_site_is_refused_on_another(other: Other, get: Get) -> None:
    cursor = get("pages/", site=OTHER, limit=1)["meta"]["next_cursor"]
    get("pages/", expected=400, cursor=cursor)
    own_site().delete()
    other.site.is_default_site = True
    other.site.save()
    assert get("pages/", site=OTHER, limit=1, cursor=cursor)["items"]


@pytest.mark.slow
def test_nothing_refers_to_a_page_of_another_site(other: Other, get: Get) -> None:
    link = f'<p><a linktype="page" id="{other.post.pk}">theirs</a></p>'
    body = [
        block(1, "paragraph", link),
        block(2, "related_pages", {"pages": [other.post.pk]}),
        block(
            3,
            "call_to_action",
            {"text": "Read", "link": {"page": other.post.pk, "url": "", "email": "", "phone": "", "label": ""}},
        ),
    ]
    post = make_post(title="Ours", intro=link, body=body)
    post.related_pages.set([PostRelatedPage(page=other.post)])
    event = make_event(title="Our event", about=other.about)
    front = home()
    front.featured.set([HomePageFeatured(page=other.event)])
    publish(front)
    answer = get(f"posts/{publish(post).pk}/")
    assert answer["intro"] == "<p><a>theirs</a></p>"
    paragraph, call_to_action = (found["value"] for found in answer["body"])
    assert paragraph == "<p><a>theirs</a></p>"
    assert call_to_action == {"text": "Read", "link": None}
    assert answer["related"] == []
    assert get(f"events/{event.pk}/")["about"] is None
    assert get(f"pages/{front.pk}/")["featured"] == []


def test_the_organization_is_that_of_the_site(other: Other, get: Get) -> None:
    get("organization/", expected=404)
    event = make_event()
    assert get(f"events/{event.pk}/")["about"] is None
    own = make_about(title="About us")
    assert get("organization/")["id"] == get(f"events/{event.pk}/")["about"]["id"] == own.pk
    assert get("organization/", site=OTHER)["id"] == other.about.pk
    assert get(f"events/{other.event.pk}/", site=OTHER)["about"]["id"] == other.about.pk


def test_redirects_are_those_of_the_site(other: Other, get: Get) -> None:
    Redirect.add_redirect("/theirs", other.post, site=other.site)
    Redirect.add_redirect("/away", other.post, site=own_site())
    Redirect.add_redirect("/everywhere", "https://example.org/", site=None)
    Redirect.add_redirect("/ours", home(), site=own_site())

    def paths(**query: str) -> set[str]:
        return {item["old_path"] for item in get("redirects/", **query)["items"]}

    assert paths() == {"/everywhere", "/ours"}
    assert paths(site=OTHER) == {"/everywhere", "/theirs"}
    get("redirects/find/", expected=404, html_path="/theirs")
    get("redirects/find/", expected=404, html_path="/away")
    found = get("redirects/find/", html_path="/theirs", site=OTHER)
    assert found["location"] == "/news/post/"


@pytest.mark.slow
def test_records_name_the_pages_of_the_site(other: Other, get: Get) -> None:
    person = make_person("Ada Writer")
    ours = make_post(title="Ours", authors=[PostAuthor(person=person)])
    theirs = make_post(other.section, "Theirs", [PostAuthor(person=person)])
    talk = make_event(other.section, "Their talk", speakers=[EventSpeaker(person=person)])

    def named(kind: str, **query: str) -> list[int]:
        return [page["id"] for page in get("people/ada-writer/", **query)[kind]]

    assert (named("posts"), named("events")) == ([ours.pk], [])
    assert (named("posts", site=OTHER), named("events", site=OTHER)) == ([theirs.pk], [talk.pk])
    assert ids(get("posts/", author="ada-writer")) == [ours.pk]
    assert ids(get("posts/", author="ada-writer", site=OTHER)) == [theirs.pk]


@pytest.mark.slow
def test_topics_and_tags_count_the_pages_of_the_site(other: Other, get: Get) -> None:
    topic = make_topic("Safe work")
    for page in (make_post(title="Ours"), other.post, other.event):
        page.topics.set([topic])
        page.tags.add("hope")
        publish(page)
    other.post.tags.add("theirs")
    publish(other.post)
    for path in ("topics/", "tags/"):
        assert [item["counts"] for item in get(path)["items"]] == [{"posts": 1, "events": 0}]
    assert get("topics/", site=OTHER)["items"][0]["counts"] == {"posts": 1, "events": 1}
    assert {item["name"]: item["counts"] for item in get("tags/", site=OTHER)["items"]} == {
        "hope": {"posts": 1, "events": 1},
        "theirs": {"posts": 1, "events": 0},
    }


# A site inside another one


@pytest.fixture
def chapter() -> Any:
    section = make_section(title="Chapter")
    Site.objects.create(hostname="chapter.example.org", port=443, root_page=section)
    return section


def test_a_page_of_a_nested_site_is_only_of_that_site(chapter: Any, get: Get) -> None:
    post = make_post(chapter, "Of the chapter")
    get(f"pages/{chapter.pk}/", expected=404)
    get(f"posts/{post.pk}/", expected=404)
    get("pages/find/", expected=404, html_path="/chapter/of-the-chapter/")
    get("pages/", expected=400, child_of=chapter.pk)
    assert ids(get("pages/", descendant_of="root")) == []
    meta = get(f"posts/{post.pk}/", site="chapter.example.org")["meta"]
    assert meta["html_url"] == "https://chapter.example.org/of-the-chapter/"
    # The page above its front page belongs to the other site.
    assert [crumb["title"] for crumb in meta["breadcrumbs"]] == ["Chapter", "Of the chapter"]
    front = get(f"pages/{chapter.pk}/", site="chapter.example.org")["meta"]
    assert (front["parent"], front["html_path"]) == (None, "/")
    get(f"pages/{home().pk}/", expected=404, site="chapter.example.org")
    get("pages/", expected=400, child_of=home().pk, site="chapter.example.org")


def test_each_of_two_nested_sites_has_its_own_organization(chapter: Any, get: Get) -> None:
    theirs = make_about(chapter, "About the chapter")
    event = make_event(title="Ours")
    get("organization/", expected=404)
    assert get(f"events/{event.pk}/")["about"] is None
    ours = make_about(title="About us")
    assert get("organization/")["id"] == get(f"events/{event.pk}/")["about"]["id"] == ours.pk
    assert get("organization/", site="chapter.example.org")["id"] == theirs.pk


@pytest.mark.slow
def test_three_sites_inside_each_other(chapter: Any, get: Get) -> None:
    group = make_section(chapter, "Group")
    Site.objects.create(hostname="group.example.org", port=443, root_page=group)
    pages = {
        "www.example.org": make_post(title="Outer"),
        "chapter.example.org": make_post(chapter, "Middle"),
        "group.example.org": make_post(group, "Inner"),
    }
    for site, page in pages.items():
        assert ids(get("posts/", site=site)) == [page.pk]


def test_two_addresses_of_one_tree(get: Get) -> None:
    post = make_post()
    Site.objects.create(hostname="mirror.example.org", port=443, root_page=home())
    assert get(f"posts/{post.pk}/")["meta"]["html_url"] == "https://www.example.org/a-post/"
    mirrored = get(f"posts/{post.pk}/", site="mirror.example.org")
    assert mirrored["meta"]["html_url"] == "https://mirror.example.org/a-post/"
    assert mirrored["meta"]["breadcrumbs"][0]["id"] == home().pk


# With several languages


@pytest.fixture
def german(settings: Any) -> Locale:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    found: Locale = Locale.objects.create(language_code="de")
    return found


@pytest.mark.slow
def test_each_site_has_a_front_page_in_each_language(german: Locale, other: Other, get: Get) -> None:
    ours = translate(home(), german, "Startseite")
    theirs = translate(other.home, german, "Andere Startseite")
    post = make_post(theirs, "Anderer Beitrag", slug="beitrag")
    assert get("pages/find/", html_path="/de/")["id"] == ours.pk
    assert get("pages/find/", html_path="/de/", site=OTHER)["id"] == theirs.pk
    assert get(f"posts/{post.pk}/", site=OTHER)["meta"]["html_url"] == f"https://{OTHER}/de/beitrag/"
    get(f"posts/{post.pk}/", expected=404)
    assert set(ids(get("pages/", locale="de"))) == {ours.pk}
    assert set(ids(get("pages/", locale="de", site=OTHER))) == {theirs.pk, post.pk}
    translations = get(f"pages/{home().pk}/")["meta"]["translations"]
    assert [found["id"] for found in translations] == [ours.pk]


@pytest.mark.slow
def test_a_nested_site_has_its_translated_trees_too(german: Locale, chapter: Any, get: Get) -> None:
    translate(home(), german, "Startseite")
    translated = translate(chapter, german, "Ortsgruppe")
    post = make_post(translated, "Beitrag")
    get(f"pages/{translated.pk}/", expected=404)
    get(f"posts/{post.pk}/", expected=404)
    meta = get(f"posts/{post.pk}/", site="chapter.example.org")["meta"]
    assert meta["html_path"] == "/de/beitrag/"
    assert [crumb["title"] for crumb in meta["breadcrumbs"]] == ["Ortsgruppe", "Beitrag"]


@pytest.mark.slow
def test_a_site_for_each_language_serves_the_others_under_their_prefix(german: Locale, get: Get) -> None:
    front = translate(home(), german, "Startseite")
    Site.objects.create(hostname="de.example.org", port=443, root_page=front)
    post = make_post(title="Hello")
    translated = translate(post, german, "Hallo", slug="hallo")
    for site in ("www.example.org", "de.example.org"):
        meta = get(f"posts/{translated.pk}/", site=site)["meta"]
        assert meta["html_url"] == f"https://{site}/de/hallo/"
        assert meta["translations"] == [{"id": post.pk, "locale": "en", "html_path": "/hello/"}]
        assert get("pages/find/", html_path="/de/hallo", site=site)["id"] == translated.pk
    assert ids(get("pages/", child_of="root", site="de.example.org")) == [translated.pk]


# Cost


@pytest.mark.slow
def test_more_sites_cost_no_more_queries(client: Client) -> None:
    event = make_event(about=make_about())
    paths = ("pages/?fields=*", f"events/{event.pk}/", "pages/find/?html_path=/an-event/", "topics/", "redirects/")

    def queries() -> dict[str, int]:
        counted = {}
        for path in paths:
            client.get(f"/api/v2/{path}")
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"/api/v2/{path}").status_code == 200
            counted[path] = len(captured)
        return counted

    few = queries()
    for number in range(3):
        root = home() if number % 2 else home().get_parent()
        front = add_published(root, type(make_section(title=f"Template {number}"))(title=f"Site {number}"))
        Site.objects.create(hostname=f"site-{number}.example.org", root_page=front)
        make_about(front, "About")
    assert queries() == few
