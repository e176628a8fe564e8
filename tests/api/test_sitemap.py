"""The sitemap and the rules for search engines, with the addresses of the frontend."""

import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from api.resolve import sitemap
from pages.models import HomePage, SectionPage
from tests.api.conftest import Get
from tests.content import add, home, make_about, make_event, make_post, make_section, translate
from tests.published import add_published

OTHER = "other.example.org"
WWW = "https://www.example.org"
NAMES = {"map": sitemap.NAMESPACE, "xhtml": sitemap.XHTML_NAMESPACE}


@pytest.fixture(autouse=True)
def frontend() -> None:
    Site.objects.filter(is_default_site=True).update(hostname="www.example.org", port=443)


def read(client: Client, address: str = "/sitemap.xml", **headers: Any) -> ElementTree.Element:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert response.headers["X-Robots-Tag"] == "noindex"
    return ElementTree.fromstring(response.content)


def locations(document: ElementTree.Element) -> list[Any]:
    return [element.text for element in document.findall(".//map:loc", NAMES)]


@pytest.mark.slow
def test_it_names_public_pages_at_the_frontend(client: Client) -> None:
    section = make_section(title="News")
    post = make_post(section, "A post")
    make_event(section, "An event")
    make_about()
    Page.objects.filter(pk=post.pk).update(last_published_at=datetime.datetime(2024, 5, 17, 8, 30, tzinfo=datetime.UTC))
    document = read(client)
    assert document.tag == f"{{{sitemap.NAMESPACE}}}urlset"
    paths = ["/", "/news/", "/news/a-post/", "/news/an-event/", "/about-us/"]
    assert locations(document) == [WWW + path for path in paths]
    front, _, dated, *_ = document.findall("map:url", NAMES)
    assert front.find("map:lastmod", NAMES) is None
    assert dated.findtext("map:lastmod", namespaces=NAMES) == "2024-05-17T08:30:00Z"
    assert not document.findall(".//xhtml:link", NAMES)


def test_it_names_nothing_that_is_not_public(client: Client) -> None:
    hidden = [make_section(title=f"Hidden {number}") for number in range(3)]
    make_post(hidden[2], "Below")
    add(home(), SectionPage(title="Draft"))
    hidden[0].unpublish()
    Page.objects.filter(pk=hidden[1].pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
    PageViewRestriction.objects.create(page=hidden[2], restriction_type=PageViewRestriction.LOGIN)
    assert locations(read(client)) == [f"{WWW}/"]


@pytest.mark.slow
def test_it_leaves_out_what_search_engines_should_not_show(client: Client) -> None:
    make_section(title="Quiet", noindex=True)
    make_post(title="From elsewhere", canonical_url="https://elsewhere.example.org/post/")
    make_post(title="Same host elsewhere", canonical_url=f"{WWW}.example.org/post/")
    make_post(title="Twin", canonical_url=f"{WWW}/original/")
    original = make_post(title="Original", canonical_url=f"{WWW}/original")
    assert original.slug == "original"
    assert locations(read(client)) == [f"{WWW}/", f"{WWW}/original/"]


def test_addresses_are_escaped(client: Client) -> None:
    make_section(title="Über & <uns>", slug="über-uns")
    content = client.get("/sitemap.xml").content
    assert f"<loc>{WWW}/%C3%BCber-uns/</loc>".encode() in content
    written = sitemap.write_sitemap(
        [sitemap.SitemapEntry("https://x.example.org/?a&b<c>", None, {"en": '"&"', "de": ""})]
    )
    assert b"?a&amp;b&lt;c&gt;" in written
    assert [link.get("href") for link in ElementTree.fromstring(written).iter(f"{{{NAMES['xhtml']}}}link")] == [
        *('"&"', "", '"&"'),
    ]


# Languages


@pytest.fixture
def german(settings: Any) -> Locale:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    found: Locale = Locale.objects.create(language_code="de")
    return found


def alternates(document: ElementTree.Element) -> dict[Any, list[tuple[Any, Any]]]:
    return {
        url.findtext("map:loc", namespaces=NAMES): [
            (link.get("hreflang"), link.get("href")) for link in url.findall("xhtml:link", NAMES)
        ]
        for url in document.findall("map:url", NAMES)
    }


@pytest.mark.slow
def test_versions_in_other_languages_are_alternates(client: Client, german: Locale) -> None:
    german_home = translate(home(), german, "Startseite")
    section, quiet, hidden = (make_section(title=title) for title in ("News", "Quiet", "Hidden"))
    translate(section, german, "Nachrichten", slug="nachrichten")
    translate(quiet, german, "Leise", slug="leise", noindex=True)
    translate(hidden, german, "Verborgen", slug="verborgen").unpublish()
    make_section(german_home, "Nur deutsch", slug="nur", locale=german)
    front = [("en", f"{WWW}/"), ("de", f"{WWW}/de/"), ("x-default", f"{WWW}/")]
    news = [("en", f"{WWW}/news/"), ("de", f"{WWW}/de/nachrichten/"), ("x-default", f"{WWW}/news/")]
    assert alternates(read(client)) == {
        f"{WWW}/": front,
        f"{WWW}/de/": front,
        f"{WWW}/news/": news,
        f"{WWW}/de/nachrichten/": news,
        f"{WWW}/quiet/": [],
        f"{WWW}/hidden/": [],
        f"{WWW}/de/nur/": [],
    }


def test_a_part_names_the_versions_in_another_part(
    client: Client, german: Locale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MAXIMUM_ADDRESSES", 1)
    translate(home(), german, "Startseite")
    front = [("en", f"{WWW}/"), ("de", f"{WWW}/de/"), ("x-default", f"{WWW}/")]
    assert alternates(read(client, "/sitemap.xml?page=1")) == {f"{WWW}/": front}
    assert alternates(read(client, "/sitemap.xml?page=2")) == {f"{WWW}/de/": front}


# Sites


def test_each_site_has_its_own(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    root = add_published(home().get_parent(), HomePage(title="Other home", slug="other"))
    make_section(root, "News")
    Site.objects.create(hostname=OTHER, port=443, root_page=root)
    others = [f"https://{OTHER}/", f"https://{OTHER}/news/"]
    assert locations(read(client)) == [f"{WWW}/"]
    assert locations(read(client, f"/sitemap.xml?site={OTHER}")) == others
    assert locations(read(client, Host=OTHER)) == others
    robots = client.get("/robots.txt", headers={"Host": OTHER}).content.decode()
    assert f"Sitemap: https://{OTHER}/sitemap.xml\n" in robots


@pytest.mark.parametrize("address", ["/sitemap.xml", "/robots.txt"])
def test_without_a_site_there_is_none(address: str, client: Client) -> None:
    Site.objects.update(is_default_site=False)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}?site=www.example.org").status_code == 200


# Parts


def test_a_large_sitemap_has_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAXIMUM_ADDRESSES", 2)
    section = make_section(title="News")
    make_section(title="Quiet", noindex=True)
    assert locations(read(client)) == [f"{WWW}/", f"{WWW}/news/"]
    make_post(section, "A post")
    index = read(client)
    assert index.tag == f"{{{sitemap.NAMESPACE}}}sitemapindex"
    assert locations(index) == [f"{WWW}/sitemap.xml?page=1", f"{WWW}/sitemap.xml?page=2"]
    assert locations(read(client, "/sitemap.xml?page=1")) == [f"{WWW}/", f"{WWW}/news/"]
    assert locations(read(client, "/sitemap.xml?page=2")) == [f"{WWW}/news/a-post/"]
    assert client.get("/sitemap.xml?page=3").status_code == 404


def test_an_empty_site_has_an_empty_sitemap(client: Client) -> None:
    home().unpublish()
    assert locations(read(client)) == []
    assert locations(read(client, "/sitemap.xml?page=1")) == []


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=1&page=2", "site=nowhere.example.org", "format=json", "x=1"]
)
def test_what_it_does_not_take_is_a_problem(query: str, client: Client) -> None:
    response = client.get(f"/sitemap.xml?{query}")
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("address", ["/sitemap.xml", "/robots.txt"])
def test_they_are_only_read_and_by_anybody(address: str, client: Client) -> None:
    for accepted in ("text/html", "application/xml;q=0.9", "image/*"):
        assert client.get(address, headers={"Accept": accepted}).status_code == 200
    assert client.head(address).content == b""
    assert client.post(address).status_code == 405
    response = client.get(address)
    assert (response.headers["Vary"], response.cookies) == ("Accept-Encoding", {})


@pytest.mark.slow
def test_the_cost_does_not_grow(client: Client, german: Locale) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            read(client)
        return len(captured)

    translate(home(), german, "Startseite")
    few = queries()
    # The sites, their languages, the restrictions, the sections of people, the count, the pages and their versions.
    assert few == 6
    section = make_section(title="News")
    translate(section, german, "Nachrichten")
    for number in range(5):
        make_post(section, f"Post {number}")
    assert queries() == few


# Rules


def test_production_lets_search_engines_in(client: Client, settings: Any) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.content.decode() == f"User-agent: *\nAllow: /\n\nSitemap: {WWW}/sitemap.xml\n"
    settings.DEBUG = True
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


def test_an_alias_names_its_original_and_is_listed_where_that_is_not(get: Get, client: Client) -> None:
    section, other = make_section(title="Events", shows="events"), make_section(title="Elsewhere")
    event = make_event(section, "Meeting")
    alias = event.create_alias(parent=other)
    canonical = {item["id"]: item["meta"]["seo"]["canonical_url"] for item in get("events/", fields="seo")["items"]}
    assert set(canonical.values()) == {get(f"events/{event.pk}/")["meta"]["html_url"]}
    assert get(f"pages/{alias.pk}/")["meta"]["seo"]["canonical_url"] == canonical[event.pk]
    locations = client.get("/sitemap.xml").content.decode()
    assert "/events/meeting/" in locations and "/elsewhere/meeting/" not in locations
    for feed in ("/feeds/events.ics", "/feeds/events.ics?search=meeting"):
        assert client.get(feed).content.decode().count("BEGIN:VEVENT") == 1
    uid = f"UID:{event.translation_key}"
    for path in ("/feeds/events.ics", f"/feeds/events/{alias.pk}.ics", f"/feeds/events.ics?child_of={other.pk}"):
        assert uid in client.get(path).content.decode(), path
