"""Feeds for readers: the same posts and events as the lists, read back by a parser of feeds."""

import datetime
import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from pages.models import EventPage, GuestBlogPost, HomePage, PostAuthor
from tests.api.conftest import Get
from tests.api.everything import Everything, block
from tests.api.test_query_counts import more_events, more_posts
from tests.content import (
    add,
    home,
    make_event,
    make_image,
    make_person,
    make_post,
    make_section,
    make_topic,
    publish,
    translate,
)
from tests.published import add_published

POSTS = ("posts.rss", "posts.atom", "posts.json")
XML = ("posts.rss", "posts.atom", "events.rss")
FEEDS = (*POSTS, "events.rss", "events.ics")
CONTENT_TYPES = {
    "posts.rss": "application/rss+xml; charset=utf-8",
    "posts.atom": "application/atom+xml; charset=utf-8",
    "posts.json": "application/feed+json",
    "events.rss": "application/rss+xml; charset=utf-8",
    "events.ics": "text/calendar; charset=utf-8",
}
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def fetch(client: Client) -> Callable[..., Any]:
    """Return the response to ``GET /feeds/<name>``, after checking the status."""

    def ask(name: str, expected: int = 200, host: str = "testserver", **query: Any) -> Any:
        response = client.get(f"/feeds/{name}", query, headers={"host": host})
        assert response.status_code == expected, response.content
        return response

    return ask


@pytest.fixture
def parse(fetch: Callable[..., Any]) -> Callable[..., Any]:
    """Return a feed as the parser understands it: one that it finds nothing to complain about."""

    def ask(name: str, **query: Any) -> Any:
        found = feedparser.parse(fetch(name, **query).content, response_headers={"content-type": CONTENT_TYPES[name]})
        assert not found.bozo, found.bozo_exception
        return found

    return ask


def xml(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)


def titles(parsed: Any) -> list[str]:
    return [entry.title for entry in parsed.entries]


def noon(year: int, month: int, day: int) -> tuple[int, ...]:
    return (year, month, day, 12, 0, 0)


# What is in them


@pytest.mark.slow
@pytest.mark.parametrize("name", ["posts.rss", "posts.atom"])
def test_a_reader_understands_a_post(name: str, parse: Callable[..., Any], everything: Everything) -> None:
    parsed = parse(name)
    (entry,) = parsed.entries
    assert parsed.version == {"posts.rss": "rss20", "posts.atom": "atom10"}[name]
    assert (entry.title, entry.link) == ("Why we ask", "https://www.example.org/news/why-we-ask/")
    assert entry.published_parsed[:6] == noon(2024, 5, 17)
    assert [author.name for author in entry.authors] == ["Ada Writer", "Kim Translator"]
    assert [tag.term for tag in entry.tags] == ["Safe work", "change", "hope"]
    assert entry.id.startswith("urn:uuid:")
    assert entry.summary.startswith("It began early. It went on &amp; on.")
    (enclosure,) = entry.enclosures
    assert (enclosure.type, enclosure.href[:31]) == ("image/jpeg", "https://cms.example.org/images/")
    (content,) = entry.content
    assert content.value.startswith("<p>It began early. It went on &amp; on.</p>")
    assert '<a href="https://www.example.org/about-us/">this</a>' in content.value
    for said in ("The facts", "Their own view.", "First here", "2024-06-02: A name was wrong."):
        assert said in content.value


def test_a_feed_says_what_it_is(parse: Callable[..., Any], everything: Everything) -> None:
    site = Site.objects.get(is_default_site=True)
    for name in ("posts.rss", "posts.atom"):
        feed = parse(name, tags="hope", limit=5).feed
        links = {found.rel: found.href for found in feed.links}
        assert links == {
            "alternate": "https://www.example.org/news/",
            "self": f"https://cms.example.org/feeds/{name}?limit=5&tags=hope",
        }
        assert (feed.title, feed.subtitle, feed.language) == (f"{site.site_name}: News", "What is new.", "en")
    assert parse("posts.atom").entries[0].updated_parsed[:6] == noon(2024, 6, 1)
    assert parse("posts.atom").feed.updated_parsed[:6] == noon(2024, 6, 1)
    assert parse("events.rss").feed.link == "https://www.example.org/"


def test_json_feed_has_what_its_version_asks_for(fetch: Callable[..., Any], everything: Everything) -> None:
    feed = json.loads(fetch("posts.json").content)
    (item,) = feed["items"]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == "https://www.example.org/news/"
    assert feed["feed_url"] == "https://cms.example.org/feeds/posts.json"
    assert (feed["language"], item["language"]) == ("en", "en")
    assert (item["url"], item["title"]) == ("https://www.example.org/news/why-we-ask/", "Why we ask")
    assert item["external_url"] == "https://elsewhere.example.org/"
    assert (item["date_published"], item["date_modified"]) == ("2024-05-17T12:00:00Z", "2024-06-01T12:00:00Z")
    assert [author["name"] for author in item["authors"]] == ["Ada Writer", "Kim Translator"]
    assert item["authors"][0]["avatar"].startswith("https://cms.example.org/images/")
    assert "avatar" not in item["authors"][1]
    assert item["tags"] == ["Safe work", "change", "hope"]
    assert item["summary"].startswith("It began early. It went on & on.")
    assert item["image"].startswith("https://cms.example.org/images/")
    assert "It went on &amp; on." in item["content_html"]


def test_a_reader_understands_an_event(parse: Callable[..., Any], everything: Everything) -> None:
    (entry,) = parse("events.rss").entries
    event = EventPage.objects.get()
    assert event.first_published_at is not None
    assert (entry.title, entry.link) == ("A briefing", "https://www.example.org/news/a-briefing/")
    # An item is dated by when it was announced, not by when it happens.
    assert entry.published_parsed[:6] == event.first_published_at.timetuple()[:6]
    assert entry.content[0].value.startswith(
        "<p>As planned.</p><p>2017-06-16, 13:00\N{EN DASH}14:00 (America/New York)</p>"
        "<p>Town hall, 2172, 1 Main Street, 20515 Springfield, DC, US</p><p>Come and listen.</p>"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"status": "cancelled", "status_note": "Too few."},
            "<p>Canceled: Too few.</p><p>2030-06-14, 13:00\N{EN DASH}14:00",
        ),
        # The old date is void, and where a new one is hoped for is known.
        ({"status": "postponed", "date_note": "In autumn"}, "<p>Postponed, no new date yet</p><p>In autumn</p>"),
        ({"status": "postponed"}, "<p>Postponed, no new date yet</p><p>Town hall"),
        ({"status": "rescheduled"}, "<p>Moved to another date</p><p>2030-06-14"),
        ({"status": "moved_online"}, "<p>Moved online</p><p>2030-06-14"),
        ({"all_day": True, "start_time": None, "end_time": None}, "<p>2030-06-14</p>"),
        (
            {"all_day": True, "start_time": None, "end_time": None, "end_date": datetime.date(2030, 6, 16)},
            "<p>2030-06-14 \N{EN DASH} 2030-06-16</p>",
        ),
        (
            {"end_date": datetime.date(2030, 6, 15)},
            "<p>2030-06-14, 13:00 \N{EN DASH} 2030-06-15, 14:00 (America/New York)</p>",
        ),
        ({"end_time": None}, "<p>2030-06-14, 13:00 (America/New York)</p>"),
        ({"start_date": None, "start_time": None, "end_time": None, "date_note": "In autumn"}, "<p>In autumn</p>"),
    ],
)
def test_the_facts_of_an_event_come_first(fields: dict[str, Any], expected: str, parse: Callable[..., Any]) -> None:
    make_event(**fields)
    assert parse("events.rss").entries[0].content[0].value.startswith(expected)


@pytest.mark.parametrize("status", EventPage.Status)
def test_a_list_of_pages_says_what_has_become_of_an_event(status: EventPage.Status, parse: Callable[..., Any]) -> None:
    event = make_event(title="Meeting", status=status)
    make_post(body=json.dumps([block(1, "related_pages", {"pages": [block(2, "item", event.pk)]})]))
    text = parse("posts.rss").entries[0].content[0].value
    words = "" if status == "scheduled" else f" ({status.label})"
    assert f">Meeting</a>{words}</li>" in text


@pytest.mark.slow
def test_the_newest_come_first(parse: Callable[..., Any]) -> None:
    for day in (2, 3, 1):
        make_post(title=f"Post {day}", slug=f"post-{day}", published_on=datetime.date(2024, 1, day))
    assert titles(parse("posts.rss")) == ["Post 3", "Post 2", "Post 1"]
    assert titles(parse("posts.rss", limit=2)) == ["Post 3", "Post 2"]
    for name in ("First", "Second"):
        make_event(title=name, slug=name.lower())
    assert titles(parse("events.rss")) == ["Second", "First"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("published_on", "expected"),
    [
        # It was that day somewhere when the page was published.
        (datetime.date(2024, 5, 16), (2024, 5, 17, 8, 30, 15)),
        (datetime.date(2024, 5, 17), (2024, 5, 17, 8, 30, 15)),
        (datetime.date(2024, 5, 18), noon(2024, 5, 18)),
        (datetime.date(1999, 12, 31), noon(1999, 12, 31)),
    ],
)
def test_a_post_is_dated_on_its_day(
    published_on: datetime.date, expected: tuple[int, ...], parse: Callable[..., Any]
) -> None:
    with time_machine.travel(datetime.datetime(2024, 5, 17, 8, 30, 15, tzinfo=datetime.UTC), tick=False):
        make_post(published_on=published_on)
    assert parse("posts.rss").entries[0].published_parsed[:6] == expected


@pytest.mark.slow
def test_an_identifier_stays_when_everything_else_changes(fetch: Callable[..., Any], settings: Any) -> None:
    post = make_post(make_section(), "Before")

    def identifiers() -> set[str]:
        rss, atom = (xml(fetch(name).content) for name in ("posts.rss", "posts.atom"))
        return {
            rss.findtext("channel/item/guid", ""),
            atom.findtext(f"{ATOM}entry/{ATOM}id", ""),
            json.loads(fetch("posts.json").content)["items"][0]["id"],
        }

    before = identifiers()
    assert len(before) == 1
    post.move(make_section(title="Elsewhere"), "last-child")
    post = GuestBlogPost.objects.get()
    post.title, post.slug = "After", "after"
    publish(post)
    settings.CMS_BASE_URL = "https://new.example.org"
    Site.objects.update(hostname="renamed.example.org")
    assert identifiers() == before


@pytest.mark.parametrize("name", FEEDS)
def test_an_empty_feed_is_one_too_and_always_the_same(name: str, fetch: Callable[..., Any], client: Client) -> None:
    with time_machine.travel(datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC), tick=False):
        first = fetch(name)
    assert first.content == fetch(name).content
    assert first["Content-Type"] == CONTENT_TYPES[name]


# Text of all kinds

ODD = "Tom & “Jerry” <b>]]>&amp; \x01\x0b\x1f\ufffe🎉"
CLEAN = "Tom & “Jerry” <b>]]>&amp; \n🎉"


@pytest.mark.parametrize("name", ["posts.rss", "posts.atom"])
def test_any_text_survives_xml(name: str, fetch: Callable[..., Any]) -> None:
    post = make_post(authors=[PostAuthor(name="A & B\x02")], disclaimer=ODD, summary=ODD)
    post.tags.add("a & <b>")
    publish(post)
    Page.objects.filter(pk=post.pk).update(title=ODD)
    root = xml(fetch(name).content)
    item = root.find("channel/item") if name == "posts.rss" else root.find(f"{ATOM}entry")
    assert item is not None
    texts = [element.text for element in item.iter()]
    escaped = CLEAN.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert CLEAN in texts
    assert escaped in texts
    assert "A & B" in texts
    content = item.findtext(CONTENT) or item.findtext(f"{ATOM}content") or ""
    assert f"<p>{escaped.replace(chr(10), '<br>')}</p>" in content
    categories = [element.text or element.get("term") for element in item.iter() if element.tag.endswith("category")]
    assert categories == ["a & <b>"]


def test_any_text_survives_json(fetch: Callable[..., Any]) -> None:
    Page.objects.filter(pk=make_post(summary=ODD).pk).update(title=ODD)
    (item,) = json.loads(fetch("posts.json").content)["items"]
    assert (item["title"], item["summary"]) == (CLEAN, CLEAN)


@pytest.mark.parametrize("name", FEEDS)
def test_what_a_query_says_is_escaped(name: str, fetch: Callable[..., Any]) -> None:
    body = fetch(name, search="\"><&'\r\nX-A: b").content.decode()
    assert "search=%22%3E%3C%26%27%0D%0AX-A%3A+b" in body.replace("\r\n ", "").replace("&amp;", "&")


# The same as the lists


class Varied:
    """Posts and events that every filter tells apart."""

    def __init__(self) -> None:
        self.section = make_section(title="Apart")
        self.person = make_person("Ada Writer")
        topic = make_topic("Safe work")
        for number, parent in enumerate((home(), self.section, home())):
            authors = [PostAuthor(person=self.person)] if number == 0 else None
            post = make_post(
                parent, f"Post {number}", authors, published_on=datetime.date(2024, 1, 1 + number), slug=f"p-{number}"
            )
            event = make_event(
                parent, f"Event {number}", start_date=datetime.date(2029 + number, 6, 14), slug=f"e-{number}"
            )
            for page in (post, event):
                page.tags.add("hope", f"tag {number}")
                if number == 1:
                    page.topics.set([topic])
                publish(page)


FILTERS: dict[str, list[dict[str, Any]]] = {
    "posts": [
        {},
        {"tags": "hope,tag 1"},
        {"tags__in": "tag 1,tag 2"},
        {"topic": "safe-work"},
        {"author": "ada-writer"},
        {"published_on__gte": "2024-01-02"},
        {"title": "Post 2"},
        {"child_of": "root"},
        {"locale": "en", "limit": "2"},
        {"search": "post 1"},
        {"search": "1 2", "search_operator": "or"},
        {"site": "www.example.org"},
        {"_": "anything"},
    ],
    "events": [
        {},
        {"phase": "upcoming"},
        {"phase": "past,ongoing"},
        {"from": "2030-01-01"},
        {"to": "2030-06-14T00:00:00Z"},
        {"status": "scheduled"},
        {"topic": "safe-work"},
        {"search": "event 2"},
        {"child_of": "root"},
    ],
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", FILTERS)
def test_filters_keep_what_they_keep_in_the_list(
    kind: str, get: Get, parse: Callable[..., Any], fetch: Callable[..., Any]
) -> None:
    Varied()
    order = {"posts": "-published_on", "events": "-first_published_at"}[kind]
    with time_machine.travel(datetime.datetime(2030, 6, 20, tzinfo=datetime.UTC), tick=False):
        for query in FILTERS[kind]:
            expected = [item["title"] for item in get(f"{kind}/", **query, order=order)["items"]]
            assert expected, query
            assert titles(parse(f"{kind}.rss", **query)) == expected, query
            if kind == "events":
                calendar = fetch("events.ics", **query).content.decode()
                shown = [f"Event {number}" for number in range(3) if f"Event {number}\r" in calendar]
                assert shown == sorted(expected), query


@pytest.mark.parametrize(
    ("name", "query", "code"),
    [
        *((name, {"shade": "red"}, "unknown_parameter") for name in FEEDS),
        *((name, {"limit": "ten"}, "out_of_range") for name in FEEDS),
        *((name, {"site": "nowhere.example.org"}, "unknown_site") for name in FEEDS),
        *((name, {"child_of": "999999"}, "unknown_page") for name in FEEDS),
        *((name, {"locale": "xx"}, "unknown_locale") for name in FEEDS),
        *((name, {"search": "x" * 101}, "too_large") for name in FEEDS),
        *(("posts.rss", {name: "1"}, "unknown_parameter") for name in ("offset", "cursor", "order", "fields", "count")),
        ("posts.rss", {"format": "json"}, "unknown_parameter"),
        ("posts.rss", {"phase": "past"}, "unknown_parameter"),
        ("posts.rss", {"limit": "101"}, "out_of_range"),
        ("events.rss", {"phase": "soon"}, "unknown_value"),
        ("events.ics", {"from": "2030-01-02", "to": "2030-01-01"}, "from_after_to"),
        ("events.ics", {"limit": "1001"}, "out_of_range"),
    ],
)
def test_what_a_feed_does_not_take_is_a_problem(
    name: str, query: dict[str, str], code: str, fetch: Callable[..., Any]
) -> None:
    response = fetch(name, 400, **query)
    assert response["Content-Type"] == "application/problem+json"
    assert [error["code"] for error in json.loads(response.content)["errors"]] == [code]


def test_a_parameter_given_twice_is_a_problem(client: Client) -> None:
    assert client.get("/feeds/posts.rss?limit=1&limit=2").status_code == 400


def test_a_list_may_be_repeated(client: Client) -> None:
    for title, tags in (("Both", ("a", "b")), ("One", ("a",))):
        post = make_post(title=title)
        post.tags.add(*tags)
        publish(post)
    feed = json.loads(client.get("/feeds/posts.json?tags=a&tags=b").content)
    assert [item["title"] for item in feed["items"]] == ["Both"]


# What is not public


@pytest.mark.slow
@pytest.mark.parametrize("name", FEEDS)
def test_nothing_hidden_shows(name: str, fetch: Callable[..., Any]) -> None:
    section = make_section(title="CANARY")
    for parent in (home(), section):
        make_post(parent, "CANARY-IN", slug="in")
        make_event(parent, "CANARY-IN", slug="e-in")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert fetch(name).content.count(b"CANARY-IN") == 1
    Page.objects.filter(title="CANARY-IN").update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
    add(home(), GuestBlogPost(title="CANARY draft", published_on=datetime.date(2024, 1, 1)))
    add(home(), EventPage(title="CANARY draft", start_date=datetime.date(2030, 1, 1), start_time=datetime.time(1)))
    assert b"CANARY" not in fetch(name).content


@pytest.mark.slow
@pytest.mark.parametrize("name", POSTS)
def test_nothing_hidden_shows_through_what_is_public(name: str, fetch: Callable[..., Any]) -> None:
    ada = make_person("CANARY person", photo=make_image("CANARY portrait"))
    hidden = make_section(title="CANARY page", slug="canary")
    post = make_post(
        authors=[PostAuthor(person=ada), PostAuthor(name="Shown")],
        intro=f'<p>See <a linktype="page" id="{hidden.pk}">that</a>.</p>',
        body=[
            block(1, "people", {"people": [block(11, "item", ada.pk)]}),
            block(2, "related_pages", {"pages": [block(21, "item", hidden.pk)]}),
        ],
    )
    assert b"CANARY" in fetch(name).content
    ada.unpublish()
    hidden.unpublish()
    body = fetch(name).content.decode()
    assert "CANARY" not in body
    assert "canary" not in body
    assert "Shown" in body
    assert post.title in body


def test_a_draft_of_a_public_page_does_not_show(fetch: Callable[..., Any]) -> None:
    for page in (make_post(), make_event()):
        page.title = "CANARY"
        page.save_revision()
    for name in FEEDS:
        assert b"CANARY" not in fetch(name).content


# Sites and languages


@pytest.mark.slow
def test_a_feed_is_about_one_site(fetch: Callable[..., Any], get: Get, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    other_home = add_published(home().get_parent(), HomePage(title="Other home", slug="other"))
    other = Site.objects.create(hostname="other.example.org", port=443, root_page=other_home, site_name="The others")
    make_post(other_home, "Theirs")
    event = make_event(other_home, "Theirs")
    make_post(home(), "Ours")
    make_event(home(), "Ours")
    for name in FEEDS:
        own, theirs = fetch(name).content.decode(), fetch(name, host="other.example.org").content.decode()
        assert ("Ours" in own, "Theirs" in own) == (True, False)
        assert ("Ours" in theirs, "Theirs" in theirs, "The others" in theirs) == (False, True, True)
        # The host of a feed's own address does not say which site it is about.
        assert f"https://cms.example.org/feeds/{name}?site=other.example.org%3A443" in theirs.replace("\r\n ", "")
        assert theirs == fetch(name, site="other.example.org").content.decode()
    address = get(f"events/{event.pk}/", site="other.example.org")["calendar_url"]
    assert address == f"https://cms.example.org/feeds/events/{event.pk}.ics?site=other.example.org%3A443"
    assert fetch(address.partition("/feeds/")[2]).status_code == 200
    fetch(f"events/{event.pk}.ics", 404)
    assert other.pk


def test_without_a_site_there_is_no_feed(fetch: Callable[..., Any]) -> None:
    Site.objects.update(is_default_site=False)
    for name in FEEDS:
        assert fetch(name, 404)["Content-Type"] == "application/problem+json"


@pytest.mark.slow
def test_a_feed_of_a_language(fetch: Callable[..., Any], settings: Any) -> None:
    languages = [("en", "English"), ("de", "German")]
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = languages
    german = Locale.objects.create(language_code="de")
    german_home = translate(home(), german, "Startseite")
    post = make_post(home(), "Hello")
    translate(post, german, "Hallo", slug="hallo", published_on=datetime.date(2024, 5, 18))
    both = json.loads(fetch("posts.json").content)
    assert [(item["title"], item["language"]) for item in both["items"]] == [("Hallo", "de"), ("Hello", "en")]
    assert len({item["id"] for item in both["items"]}) == 2
    assert both["language"] == django_settings.LANGUAGE_CODE
    feed = json.loads(fetch("posts.json", locale="de").content)
    assert (feed["language"], feed["home_page_url"]) == ("de", "https://www.example.org/de/")
    assert [item["url"] for item in feed["items"]] == ["https://www.example.org/de/hallo/"]
    section = make_section(german_home, "Nachrichten", slug="nachrichten", shows="posts")
    named = json.loads(fetch("posts.json", locale="de").content)
    assert (named["title"].endswith(": Nachrichten"), section.title in fetch("posts.rss").content.decode()) == (
        True,
        True,
    )
    assert named["home_page_url"] == "https://www.example.org/de/nachrichten/"
    entry = xml(fetch("posts.atom").content).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"


# As addresses


@pytest.mark.parametrize("name", FEEDS)
def test_anybody_may_read_and_nobody_is_remembered(name: str, client: Client) -> None:
    client.cookies["sessionid"] = "of-somebody"
    response = client.get(f"/feeds/{name}", headers={"accept": "text/html", "origin": "https://app.example.org"})
    assert (response.status_code, response["Content-Type"]) == (200, CONTENT_TYPES[name])
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in response
    assert not response.cookies


@pytest.mark.parametrize("name", [*FEEDS, "events/1.ics", "nothing"])
def test_only_reading_is_possible(name: str, client: Client) -> None:
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)(f"/feeds/{name}")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", FEEDS)
def test_head_is_like_get_without_the_body(name: str, client: Client) -> None:
    head, get = client.head(f"/feeds/{name}"), client.get(f"/feeds/{name}")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == get["Content-Type"]


@pytest.mark.parametrize("path", ["", "posts", "posts.xml", "posts.rss/", "events/x.ics", "events/0.ics", "events/"])
def test_there_is_nothing_elsewhere(path: str, client: Client) -> None:
    response = client.get(f"/feeds/{path}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [("posts.rss", "evil.example.org", 400), (f"posts.rss?search={'x' * 5000}", "testserver", 414)],
)
def test_every_failure_is_a_problem(path: str, host: str, status: int, client: Client) -> None:
    response = client.get(f"/feeds/{path}", headers={"host": host})
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert json.loads(response.content)["request_id"] == response["X-Request-Id"]


@pytest.mark.slow
@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_costs_the_same_whatever_its_length(
    name: str, client: Client, fetch: Callable[..., Any], everything: Everything
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            fetch(name)
        return len(captured)

    fetch(name)
    few = statements()
    (more_events if name.startswith("events") else more_posts)(everything.section, range(4))
    assert statements() == few
