"""What HTTP asks of every URL, whatever the method and the headers (RFC 9110)."""

import logging
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from itertools import product
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.accounts.calendar_address import CalendarAddress
from pages.images.renditions import rendition_url
from pages.models import User
from tests.api.crawl import spread
from tests.api.everything import Everything
from tests.api.routes import routes
from tests.slices import how_many

pytestmark = pytest.mark.slow

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
PAST, FUTURE = "Sat, 01 Jan 2000 00:00:00 GMT", "Sat, 01 Jan 2089 00:00:00 GMT"
HEADERS: tuple[dict[str, str], ...] = (
    {},
    *({"If-None-Match": value} for value in ("*", '"a", W/"b", "c"', '"open', "", ",,", 'w/"a"', "\xff")),
    *({"If-Modified-Since": value} for value in (PAST, FUTURE, "yesterday", "Sat, 99 Jan 9999 99:99:99 GMT", "")),
    *({"If-Match": value} for value in ("*", '"a"', "open")),
    *({"If-Unmodified-Since": value} for value in (PAST, FUTURE, "-1")),
    *(
        {"Range": value}
        for value in ("bytes=0-0", "bytes=-1", "bytes=9-1", "bytes=", "lines=1-2", f"bytes={'9' * 5000}-")
    ),
    {"Range": "bytes=0-1", "If-Range": '"a"'},
    {"Range": "bytes=0-1", "If-Range": "\xff"},
    *({"Accept": value} for value in ("", "*/*;q=0", "text/html;q=x, ;;;", "a/b/c,/", "application/json;q=1e999")),
    *(
        {"Accept-Encoding": value}
        for value in ("br", "gzip;q=nan", "gzip;q=1e999,br;q=-1", "*;q=0", ";;,=", "identity;q=0")
    ),
    *({"Accept-Language": value} for value in ("de", "x" * 600, "\xff;q=x")),
    *(
        {"Host": value}
        for value in ("", "a b", "evil.example.org", "[::1", "testserver:0", "testserver:999999", "\xff")
    ),
    *(
        {"Content-Type": value}
        for value in ("multipart/form-data", "multipart/form-data; boundary=\xff", "a; charset=x", "")
    ),
    {"Content-Length": "-1"},
    {"Content-Length": "many"},
    {"Cookie": "sessionid=x; \xff=; csrftoken=\n"},
    {"Origin": "null", "Access-Control-Request-Method": "DELETE"},
    {"X-Forwarded-Proto": "\xff", "X-Forwarded-Host": "x y", "X-Http-Method-Override": "DELETE"},
    {"Authorization": "Basic \xff"},
)
#: What is different at each request, or names it.
OF_ONE_REQUEST = {"X-Request-Id", "Set-Cookie"}
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
INVENTED = {"None", "null", "undefined", "True", "False", "nan"}
KNOWN_ENCODINGS = {"br", "gzip"}


def examples(everything: Everything) -> Iterator[str]:
    """Yield a URL of every kind at which there is something."""
    everything.us.refresh_from_db()
    user = User.objects.create_superuser("calendar@example.org", "a-password-for-tests")
    address, token = CalendarAddress.objects.create(user=user), "x"
    yield everything.document.url
    yield reverse("editors_calendar", args=[address.user_id, token])
    yield rendition_url(everything.image, "width-320", "webp")
    for model, key in (("posts", everything.post.pk), ("events", everything.event.pk), ("pages", everything.home.pk)):
        yield f"/api/v2/{model}/{key}/"
    yield f"/api/v2/people/{everything.person.slug}/"
    yield f"/api/v2/images/{everything.image.pk}/"
    yield f"/api/v2/documents/{everything.document.pk}/"
    yield f"/feeds/events/{everything.event.pk}.ics"
    yield "/api/v2/resolve/?path=/"
    yield f"{settings.STATIC_URL}no-such-file.css"
    yield "/news/"


def faults(method: str, response: Any) -> Iterator[str]:
    """Yield what is wrong with a response to any request."""
    status, headers, body = response.status_code, response.headers, b"".join(response)
    if status >= 500:
        yield "fails"
    for name, value in headers.items():
        if not TOKEN.fullmatch(name) or not VALUE.fullmatch(value) or value in INVENTED or value != value.strip():
            yield f"{name}: {value!r}"
    for name in {"Date", "Last-Modified", "Expires"} & headers.keys():
        if name != "Expires" and parsedate_to_datetime(headers[name]) > timezone.now():
            yield f"{name} is to come"
    if body and (method == "HEAD" or status in (204, 304)):
        yield "has a body"
    if (
        method != "HEAD"
        and status not in (204, 304)
        and headers.get("Content-Length", str(len(body))) != str(len(body))
    ):
        yield "has another length"
    if body and "Content-Type" not in headers:
        yield "has no type"
    if status == 304 and not {"ETag", "Last-Modified"} & headers.keys():
        yield "is not modified since what?"
    if status in (301, 302, 303, 307, 308) and "Location" not in headers:
        yield "leads nowhere"
    if (status == 206) != ("Content-Range" in headers and status != 416):
        yield "says which part"
    if status == 416 and not re.fullmatch(r"bytes \*/\d+", headers.get("Content-Range", "")):
        yield "does not say how long it is"
    if status in (429, 503) and "Retry-After" not in headers:
        yield "does not say when to come back"
    if "Content-Encoding" in headers and (
        headers["Content-Encoding"] not in KNOWN_ENCODINGS or "Accept-Encoding" not in headers.get("Vary", "")
    ):
        yield "has an odd encoding"
    allowed = headers.get("Allow", "").split(", ")
    if status == 405 and (method in allowed or "OPTIONS" not in allowed):
        yield f"is refused, and allows {allowed}"
    if method == "OPTIONS" and (
        status == 405 or (status < 300 and "OPTIONS" not in allowed and "Access-Control-Allow-Methods" not in headers)
    ):
        yield f"allows {allowed}"
    if method in ("TRACE", "PROPFIND") and status not in (400, 404, 405, 501):
        yield "is taken for another method"


def ask(client: Client, method: str, url: str, headers: dict[str, str]) -> Any:
    environ: dict[str, Any] = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if f"HTTP_{name}" in environ:
            environ[name] = environ.pop(f"HTTP_{name}")
    return client.generic(method, url, **environ)


def walk(client: Client, requests: Iterable[tuple[str, str, dict[str, str]]]) -> list[str]:
    wrong = []
    for method, url, headers in requests:
        response = ask(client, method, url, headers)
        wrong += [f"{method} {url} {headers}: {response.status_code} {fault}" for fault in faults(method, response)]
    return wrong


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
    return [*dict.fromkeys([*(url.format(1, "x") for _, url in routes()), *examples(everything)])]


def test_every_url_keeps_the_rules(visitor: Client, urls: list[str]) -> None:
    assert len(urls) > 60
    every = [*product(METHODS, urls, HEADERS[1:])]
    some = random.Random(1).sample(every, how_many(3_000, len(every)))
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
