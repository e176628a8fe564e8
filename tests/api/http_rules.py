"""What HTTP asks of every response, whatever the method and the headers (RFC 9110), and requests that try it."""

import re
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.accounts.calendar_address import CalendarAddress
from pages.images.addresses import rendition_url
from pages.models import User
from tests.api.everything import Everything
from tests.api.routes import routes

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


def every_url(everything: Everything) -> list[str]:
    """Return the URL of every route, and one of every kind at which there is something."""
    return [*dict.fromkeys([*(url.format(1, "x") for _, url in routes()), *examples(everything)])]


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
