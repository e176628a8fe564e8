"""A stored response is what would have been built: for random request headers, in front of Django and inside it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.requests.negotiation import accepts_json
from tests.api.changes.world import World
from tests.slices import how_many
from tests.wsgi import WsgiClient

PATHS = [
    "/api/v2/pages/?limit=2",
    "/api/v2/people/ada/?fields=*",
    "/api/v2/site/",
    "/api/v2/nowhere/",
    "/api/v2/pages/999999/",
    "/api/v2/pages/?nonsense=1",
    "/feeds/posts.rss",
    "/feeds/posts.json",
    "/feeds/events.ics",
    "/sitemap.xml",
    "/robots.txt",
]
#: What names a response, not what it says.
OF_EACH_RESPONSE = {"X-Request-Id", "Cache-Status", "Date"}
TAGS = ["same", "weak", "gzip", "br", "same, other", "other", "*", "broken"]

media_ranges = st.sampled_from(
    [
        "application/json",
        "application/*",
        "*/*",
        "text/html",
        "text/*",
        "application/xml",
        "json",
        "*",
        "application/JSON",
    ]
)
weights = st.sampled_from(["", ";q=0", ";q=0.5", ";q=1", ";q=2", ";q=x", "; charset=utf-8", ";indent=4;q=0.1"])
accepts = st.lists(st.tuples(media_ranges, weights).map("".join), max_size=4).map(", ".join)
codings = st.sampled_from(["gzip", "br", "deflate", "identity", "*", "zstd"])
encodings = st.lists(st.tuples(codings, weights).map("".join), max_size=4).map(", ".join)


def optional(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | strategy


headers = st.fixed_dictionaries(
    {
        "HTTP_ACCEPT": optional(accepts),
        "HTTP_ACCEPT_ENCODING": optional(encodings),
        "HTTP_IF_NONE_MATCH": optional(st.sampled_from(TAGS)),
        "HTTP_IF_MODIFIED_SINCE": optional(st.just("Sun, 06 Nov 2050 08:49:37 GMT")),
        "HTTP_RANGE": optional(st.sampled_from(["bytes=0-9", "bytes=-1", "bytes=5-2", "lines=1"])),
        "HTTP_ORIGIN": optional(st.sampled_from(["https://www.example.org", "null", "nonsense"])),
        "HTTP_COOKIE": optional(st.just("sessionid=abc")),
        "HTTP_ACCEPT_LANGUAGE": optional(st.just("de")),
        "HTTP_AUTHORIZATION": optional(st.just("Bearer abc")),
        "HTTP_HOST": optional(
            st.sampled_from(["testserver", "TESTSERVER", "testserver:80", "evil.example", "a_b", "."])
        ),
    }
)
methods = st.sampled_from(["GET", "GET", "GET", "HEAD", "OPTIONS", "POST", "DELETE", "PATCH"])


def say(response: Any) -> Any:
    said = {name: value for name, value in response.headers.items() if name not in OF_EACH_RESPONSE}
    # Errors carry the id of the request in their body as well.
    return response.status_code, said, re.sub(rb'"request_id":"[0-9a-f]{32}"', b"", response.content)


def with_tag(headers: dict[str, str | None], etag: str | None) -> dict[str, str]:
    """Return the headers that are given, ``If-None-Match`` with the tag of the response."""
    known = etag or '"none"'
    made = {
        "same": known,
        "weak": f"W/{known}",
        "gzip": f'{known[:-1]}-gzip"',
        "br": f'{known[:-1]}-br"',
        "same, other": f'"other", {known}',
        "other": '"other"',
    }
    given = {name: value for name, value in headers.items() if value is not None}
    if "HTTP_IF_NONE_MATCH" in given:
        given["HTTP_IF_NONE_MATCH"] = made.get(given["HTTP_IF_NONE_MATCH"], given["HTTP_IF_NONE_MATCH"])
    return given


class Servers:
    """Two servers that have stored the responses of all paths, in front of Django and in its middleware."""

    def __init__(self) -> None:
        self.in_front, self.inside = WsgiClient(), Client()
        self.tags = {path: self.in_front.get(path).get("ETag") for path in PATHS}
        for path in PATHS:
            self.inside.get(path)
            assert say(self.in_front.get(path)) == say(self.inside.get(path))
        assert "hit" in self.in_front.get(PATHS[0])["Cache-Status"]
        assert "hit" in self.inside.get(PATHS[0])["Cache-Status"]

    def request(self, path: str, method: str, headers: dict[str, str]) -> list[Any]:
        """Return what cold and warm servers respond."""
        with override_settings(STORED_RESPONSES=True):
            in_front = [server.get(path, method, **headers) for server in (WsgiClient(), self.in_front)]
            clients: list[Any] = [Client(), self.inside]
            inside = [client.generic(method, path, **headers) for client in clients]
        responses = [*in_front, *inside]
        for response in responses if method == "HEAD" else ():
            # Servers send no body, whatever the application returns.
            response.content = b""
        return [say(response) for response in responses]


@pytest.fixture
def servers(world: World) -> Iterator[Servers]:
    with override_settings(STORED_RESPONSES=True):
        yield Servers()


@pytest.mark.slow
# A stored response ignored Accept; parameters of a media range came back in the Content-Type; files varied by cookie.
@example(path=PATHS[0], method="GET", headers={"HTTP_ACCEPT": "text/html"})
@example(path=PATHS[0], method="HEAD", headers={"HTTP_ACCEPT": "application/json;q=0"})
@example(path=PATHS[0], method="GET", headers={"HTTP_ACCEPT": "*/*;indent=4"})
@example(path="/sitemap.xml", method="GET", headers={"HTTP_COOKIE": "sessionid=abc"})
@example(path="/feeds/posts.rss", method="GET", headers={"HTTP_ACCEPT": "application/json"})
@settings(max_examples=how_many(40, 150))
@given(path=st.sampled_from(PATHS), method=methods, headers=headers)
def test_warm_equals_cold(servers: Servers, path: str, method: str, headers: dict[str, str | None]) -> None:
    cold, *others = servers.request(path, method, with_tag(headers, servers.tags[path]))
    for other in others:
        assert other == cold


@pytest.mark.slow
def test_what_a_client_does_not_take_is_406(servers: Servers) -> None:
    for status, said, _ in servers.request(PATHS[0], "GET", {"HTTP_ACCEPT": "text/html, application/json;q=0"}):
        assert (status, said["Content-Type"], said["Cache-Control"]) == (406, "application/problem+json", "no-store")
    for status, said, _ in servers.request("/feeds/posts.rss", "GET", {"HTTP_ACCEPT": "text/html"}):
        assert (status, said["Content-Type"]) == (200, "application/rss+xml; charset=utf-8")


@pytest.mark.parametrize(
    ("accept", "taken"),
    [
        ("", True),
        (" , ", True),
        ("*/*", True),
        ("application/json", True),
        ("Application/JSON; charset=utf-8", True),
        ("application/*;q=0.1", True),
        ("text/html, */*;q=0.1", True),
        ("text/html,application/xhtml+xml", False),
        ("application/json;q=0", False),
        ("*/*, application/json;q=0", False),
        ("application/*;q=0, application/json", True),
        ("*", False),
        ("json", False),
        ("application/problem+json", False),
    ],
)
def test_media_ranges(accept: str, taken: bool) -> None:
    assert accepts_json(accept) is taken
