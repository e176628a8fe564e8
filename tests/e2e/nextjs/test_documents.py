"""Public pages of the reference frontend as documents: what they weigh, their statuses, and what caches may keep."""

import gzip
import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.core.management import call_command
from django.core.signals import request_started
from playwright.sync_api import Browser, expect

from tests.content import make_post, make_section

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

#: The most that the document of the home page and the scripts of any public page may weigh, in bytes.
HOME_BYTES, SCRIPT_BYTES = 60_000, 4_000


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """The paths of the API that have been requested."""
    paths: list[str] = []

    def note(environ: dict[str, Any], **arguments: Any) -> None:
        if environ["PATH_INFO"].startswith("/api/"):
            paths.append(environ["PATH_INFO"].removeprefix("/api/v2/"))

    request_started.connect(note)
    yield paths
    request_started.disconnect(note)


def read(url: str, status: int = 200, headers: dict[str, str] | None = None) -> requests.Response:
    response = requests.get(url, headers={"User-Agent": "a test", **(headers or {})}, timeout=60)
    assert response.status_code == status, url
    return response


def scripts(document: str) -> list[str]:
    """Return the addresses of a document's scripts; "" for one that stands in the document itself."""
    tags = re.findall(r"<script\b[^>]*>", document)
    found = [re.search(r'src="([^"]*)"', tag) for tag in tags if "ld+json" not in tag]
    return [match[1] if match else "" for match in found]


def test_what_a_page_weighs_and_asks_for(frontend: str, asked: list[str]) -> None:
    call_command("seed_demo", verbosity=0)
    shared = ["organization/", "site/"]
    lists = {
        "/": ["events/", "posts/"],
        "/posts/": ["posts/"],
        "/posts/the-third-week-of-august/": [],
        "/events/": ["events/", "events/", "topics/"],
        "/events/a-story-for-your-representative/": [],
        "/about/": [],
    }
    for number, (path, own) in enumerate(lists.items()):
        asked.clear()
        document = read(frontend + path).text
        # The menus and the foot of the page are asked for once, for all pages.
        assert sorted(asked) == sorted([*own, "resolve/", *(shared if number == 0 else [])]), path
        assert len(document.encode()) < HOME_BYTES, path
        loaded = scripts(document)
        assert loaded == ["/enhancements.js"]
        assert sum(len(gzip.compress(read(frontend + script).content)) for script in loaded) < SCRIPT_BYTES
    asked.clear()
    for path in lists:
        read(frontend + path)
    assert asked == []


def test_the_search_asks_for_what_it_shows(frontend: str, asked: list[str]) -> None:
    make_post(title="About harvests")
    read(f"{frontend}/search/?q=harvests")
    assert "resolve/" not in asked


def test_caches_keep_what_is_public(frontend: str) -> None:
    post = make_post(title="A post")
    url = f"{frontend}/{post.slug}/"
    first = read(url)
    kept = first.headers["Cache-Control"]
    assert re.search(r"\bpublic\b.*\bs-maxage=30\b.*stale-while-revalidate=60", kept) and "max-age=0" in kept
    assert "Set-Cookie" not in first.headers and "Accept-Encoding" in first.headers["Vary"]
    again = requests.get(url, headers={"User-Agent": "a test", "If-None-Match": first.headers["ETag"]}, timeout=60)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    for encoding, used in (("gzip", "gzip"), ("br, gzip", "br"), ("identity", None)):
        response = requests.get(
            url, headers={"User-Agent": "a test", "Accept-Encoding": encoding}, stream=True, timeout=60
        )
        assert response.headers.get("Content-Encoding") == used
        assert int(response.headers["Content-Length"]) == len(response.raw.read(decode_content=False))
    # The scripts of a page are not in the page, so no policy has to allow that.
    assert "script-src 'self';" in first.headers["Content-Security-Policy"]
    # What is read by the framework is another response.
    flight = read(url, headers={"RSC": "1"})
    assert flight.headers["Content-Type"].startswith("text/x-component")
    assert "no-store" in flight.headers["Cache-Control"]


def test_how_long_caches_keep_a_page(start: Any, live_server: Any) -> None:
    with start(live_server.url, CDN_MAX_AGE="0") as origin:
        assert read(f"{origin}/").headers["Cache-Control"] == "private, no-cache"
    with start(live_server.url, CDN_MAX_AGE="600") as origin:
        assert "s-maxage=600, stale-while-revalidate=1200" in read(f"{origin}/").headers["Cache-Control"]


def test_previews_are_for_one_person(frontend: str) -> None:
    response = requests.get(f"{frontend}/preview/none", headers={"User-Agent": "a test"}, timeout=60)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert any("/_next/" in script for script in scripts(response.text))


def test_what_is_not_there_is_a_document_too(browser: Browser, frontend: str) -> None:
    section = make_section(title="Posts", shows="posts")
    make_post(section, title="The bus that waits")
    gone = make_post(section, title="A post")
    gone.unpublish()
    assert read(f"{frontend}/posts/the-bus-that-wait/", 404).headers["Cache-Control"].startswith("public")
    assert "This page is gone" in read(f"{frontend}/posts/{gone.slug}/", 410).text
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{frontend}/posts/the-bus-that-wait/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Nothing here")
        expect(page.get_by_role("main").get_by_role("link", name="The bus that waits")).to_be_visible()
        expect(page.get_by_role("main").get_by_role("search")).to_be_visible()


def test_no_visitor_chooses_what_kind_of_document_it_gets(frontend: str) -> None:
    """The header by which the server and its pages agree counts for nothing if it comes from outside."""
    response = requests.get(
        f"{frontend}/nowhere/", headers={"User-Agent": "a test", "x-plain-documents": "1", "RSC": "1"}, timeout=60
    )
    assert "document-status" not in response.text


def test_pages_that_follow_changes_keep_the_framework(start: Any, live_server: Any) -> None:
    with start(live_server.url, stream="http://127.0.0.1:9") as origin:
        response = read(f"{origin}/")
        assert any("/_next/" in script for script in scripts(response.text))
        assert "s-maxage" in response.headers["Cache-Control"]
        read(f"{origin}/nowhere/", 404)
