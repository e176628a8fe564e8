"""What HTTP asks of every URL, whatever the method and the headers (RFC 9110)."""

import logging
import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from pages.models import User
from tests.api.crawl import spread
from tests.api.everything import Everything
from tests.api.http_rules import FUTURE, HEADERS, METHODS, PAST, ask, every_url, walk
from tests.api.routes import routes
from tests.slices import how_many

pytestmark = pytest.mark.slow

#: What is different at each request, or names it.
OF_ONE_REQUEST = {"X-Request-Id", "Set-Cookie", "Expires"}


def at_once(response: Any) -> tuple[int, dict[str, str]]:
    """Return what a response to HEAD has in common with that to GET."""
    return response.status_code, {name: value for name, value in response.items() if name not in OF_ONE_REQUEST}


@pytest.fixture
def visitor() -> Iterator[Client]:
    # Every refusal is a line in the log, and here are thousands.
    logging.disable(logging.CRITICAL)
    yield Client(raise_request_exception=False)
    logging.disable(logging.NOTSET)


@pytest.fixture
def urls(everything: Everything) -> list[str]:
    return every_url(everything)


def test_every_url_keeps_the_rules(visitor: Client, urls: list[str]) -> None:
    assert len(urls) > 60
    every = [*product(METHODS, urls, HEADERS[1:])]
    some = random.Random(1).sample(every, how_many(3_000, min(12_000, len(every))))
    requests = [*product(METHODS, urls, HEADERS[:1]), *product(["GET"], urls[-20:], HEADERS), *some]
    assert walk(visitor, requests) == []


def test_every_url_of_the_admin_keeps_the_rules(visitor: Client, everything: Everything) -> None:
    urls = [url.format(1, "x") for _, url in routes(admin=True)]
    assert len(urls) > 200
    assert walk(visitor, product(METHODS, urls, HEADERS[:1])) == []


#: The first is there to show what a fault looks like, and the second ends the session. A view of Wagtail deletes a
#: locale of which it has not asked whether it may be deleted; no link leads there.
LEFT_OUT = ("/failwhale/", "/logout/", "/locales/delete/1/")


def test_every_url_of_the_admin_keeps_the_rules_for_those_who_may_do_all(visitor: Client, urls: list[str]) -> None:
    visitor.force_login(User.objects.get(email="calendar@example.org"))
    inside = spread([url.format(1, "x") for _, url in routes(admin=True)], how_many(60, 1_000))
    methods = [method for method in METHODS if method != "POST"]
    kept = [url for url in inside if not url.endswith(LEFT_OUT)]
    assert walk(visitor, product(methods, kept, HEADERS[:1])) == []


def test_what_is_no_key_is_not_chosen(visitor: Client, everything: Everything) -> None:
    visitor.force_login(User.objects.create_superuser("chooser@example.org", "a-password-for-tests"))
    chosen = [url.format(1, "{}") for _, url in routes(admin=True) if re.search(r"/chooser?/.*chosen", url)]
    assert len(chosen) >= 10
    keys = ("x", "1.5", "-1", "9" * 30, "%00", "1%20", "é")
    several = [f"{url}?id={key}" for url in chosen if "{}" not in url for key in keys]
    one = [url.format(key) for url in chosen if "{}" in url for key in keys]
    assert several and one
    assert walk(visitor, product(("GET",), (*one, *several), HEADERS[:1])) == []


def test_head_has_the_headers_of_get(visitor: Client, urls: list[str]) -> None:
    for url, headers in product(urls, ({}, {"Accept-Encoding": "br"}, {"If-None-Match": "*"}, {"If-Match": "*"})):
        if url.startswith("/calendar/"):
            continue
        got, head = (ask(visitor, method, url, headers) for method in ("GET", "HEAD"))
        body = b"".join(got)
        assert at_once(head) == at_once(got), (url, headers)
        assert head.headers.get("Content-Length", str(len(body))) == str(len(body)), url


def test_what_has_an_etag_is_not_sent_twice(visitor: Client, urls: list[str]) -> None:
    compared = 0
    for url, encoding in product(urls, ({}, {"Accept-Encoding": "gzip"})):
        first = ask(visitor, "GET", url, encoding)
        assert first.status_code < 500
        b"".join(first)
        etag = first.headers.get("ETag")
        if etag is None:
            continue
        for condition in (etag, f"W/{etag}", f'"other", {etag}', "*"):
            second = ask(visitor, "GET", url, {**encoding, "If-None-Match": condition})
            assert second.status_code == 304, (url, condition)
            for name in ("ETag", "Cache-Control", "Vary", "Last-Modified", "Content-Location", "Expires"):
                assert second.headers.get(name) == first.headers.get(name), (url, name)
        other = ask(visitor, "GET", url, {**encoding, "If-None-Match": '"other"', "If-Modified-Since": FUTURE})
        assert (other.status_code, bool(b"".join(other))) == (200, True), url
        compared += 1
    assert compared > 60


def test_what_is_another_version_is_412(visitor: Client, urls: list[str]) -> None:
    """RFC 9110, 13.1.1 and 13.1.4: before If-None-Match, by the strong comparison, and only of what would be 200."""
    compared: Counter[str] = Counter()
    for url, encoding in product(urls, ({}, {"Accept-Encoding": "gzip"})):
        first = ask(visitor, "GET", url, encoding)
        b"".join(first)
        etag, modified = first.headers.get("ETag"), first.headers.get("Last-Modified")
        met, failed = [{"If-Match": "*"}], []
        if etag is not None:
            other = etag.replace('"', '"other-', 1)
            met += [{"If-Match": value} for value in (etag, f"{other}, {etag}")]
            failed += [{"If-Match": value} for value in (other, f"W/{etag}", f"{other}, W/{etag}")]
            failed.append({"If-Match": other, "If-None-Match": etag})
        if modified is not None:
            met += [{"If-Unmodified-Since": value} for value in (modified, FUTURE)]
            failed.append({"If-Unmodified-Since": PAST})
            # Whoever names a version does not mean the date.
            met.append({"If-Match": "*", "If-Unmodified-Since": PAST})
        else:
            met.append({"If-Unmodified-Since": PAST})
        for headers in met:
            again = ask(visitor, "GET", url, {**encoding, **headers})
            b"".join(again)
            assert again.status_code == first.status_code, (url, headers)
        for method, headers in product(("GET", "HEAD"), failed):
            refused = ask(visitor, method, url, {**encoding, **headers})
            assert refused.status_code == 412, (url, headers)
            assert "text/html" not in refused["Content-Type"]
            assert (b"If-Match" in b"".join(refused)) == (method == "GET")
            compared[urlsplit(url).path.split("/")[1]] += 1
        if first.status_code not in (200, 206):
            assert ask(visitor, "GET", url, {"If-Match": '"other"'}).status_code == first.status_code, url
    assert compared.keys() >= {"api", "feeds", "images", "documents", "sitemap.xml", "robots.txt"}
