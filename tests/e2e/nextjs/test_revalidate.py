"""The webhook with which the CMS notifies the reference frontend of changes."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
from playwright.sync_api import APIResponse, Page, expect

from tests.content import make_post
from tests.e2e.nextjs.conftest import SECRET

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

Post = Callable[..., APIResponse]


@pytest.fixture
def post(page: Page, servers) -> Post:
    """A function that posts a message to a frontend, signed according to Standard Webhooks."""

    def post(content: Any, secret: bytes = SECRET, at: float = 0, origin: str = "", **headers: str) -> APIResponse:
        body = content if isinstance(content, str) else json.dumps(content)
        timestamp = str(int(time.time() + at))
        digest = hmac.new(secret, f"msg_1.{timestamp}.{body}".encode(), hashlib.sha256).digest()
        signed = {
            "webhook-id": "msg_1",
            "webhook-timestamp": timestamp,
            "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
            "content-type": "application/json",
        }
        sent = {name: value for name, value in {**signed, **headers}.items() if value}
        return page.request.post(f"{origin or servers.frontend}/api/revalidate", data=body.encode(), headers=sent)

    return post


MESSAGE = {"sequence": 7, "tags": ["page:1", "list:pages.Page", "", "x" * 257]}


def test_a_signed_message_is_taken(post: Post):
    response = post(MESSAGE)
    assert response.status == 200
    assert response.json() == {"sequence": 7, "revalidated": 2}


def test_one_of_several_signatures_is_enough(post: Post):
    signature = base64.b64encode(hmac.new(SECRET, b"msg_1.%d.{}" % time.time(), hashlib.sha256).digest()).decode()
    # Signed, and then found to be malformed.
    assert post("{}", **{"webhook-signature": f"v1,b3RoZXI= v1a,b3RoZXI= v1,{signature}"}).status == 400


# Far enough from the five minutes that a slow machine makes no difference.
@pytest.mark.parametrize("at", [-360, 360, -(10**9)])
def test_old_messages_and_those_from_the_future_are_refused(post: Post, at):
    assert post(MESSAGE, at=at).status == 401


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@pytest.mark.parametrize("value", ["", "nonsense"])
def test_other_headers_are_refused(post: Post, name, value):
    assert post(MESSAGE, **{name: value}).status == 401


def test_another_secret_is_refused(post: Post):
    assert post(MESSAGE, secret=b"another").status == 401


def test_another_body_is_refused(post: Post):
    signature = base64.b64encode(hmac.new(SECRET, b"msg_1.%d.{}" % time.time(), hashlib.sha256).digest()).decode()
    assert post(MESSAGE, **{"webhook-signature": f"v1,{signature}"}).status == 401


@pytest.mark.parametrize(
    "content",
    ["", "nonsense", "null", "[]", {}, {"sequence": 7}, {"sequence": "7", "tags": []}, {"sequence": 7, "tags": [1]}],
)
def test_malformed_messages_are_refused(post: Post, content):
    assert post(content).status == 400


def test_only_post(page: Page, servers):
    assert page.request.get(f"{servers.frontend}/api/revalidate").status == 405


class Tagging(ThreadingHTTPServer):
    """A proxy between the frontend and the CMS that adds tags to the responses."""

    daemon_threads = True

    def __init__(self, cms: str, tags: dict[str, str]) -> None:
        self.cms = cms
        self.tags = tags
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), TaggingHandler)


class TaggingHandler(BaseHTTPRequestHandler):
    server: Tagging

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = requests.get(f"{self.server.cms}{self.path}", timeout=30).content
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for part, tags in self.server.tags.items():
            if part in self.path:
                self.send_header("Cache-Tag", tags)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Log nothing."""


@pytest.fixture
def tagging(servers) -> Iterator[Tagging]:
    """A CMS whose responses have tags."""
    server = Tagging(servers.cms, {"/resolve/": "page:1, path:1:/x/", "/site/": "site:1"})
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_changed_is_read_again_and_nothing_else(page: Page, start, servers, tagging, traffic, post: Post):
    article = make_post(title="The first title")
    with start(f"http://127.0.0.1:{tagging.server_port}", servers.cms) as origin:
        heading = page.get_by_role("heading", level=1)

        def visit() -> list[str]:
            """Open the page, and return the requests that the CMS received."""
            tagging.asked.clear()
            page.goto(f"{origin}/{article.slug}/", wait_until="networkidle")
            return sorted(path.partition("?")[0] for path in tagging.asked if path != "/healthz")

        assert visit() == ["/api/v2/resolve/", "/api/v2/site/"]
        assert visit() == []
        article.title = "The second title"
        article.save_revision().publish()
        visit()
        expect(heading).to_have_text("The first title")
        assert post({"sequence": 1, "tags": ["page:2"]}, origin=origin).status == 200
        assert visit() == []
        assert post({"sequence": 2, "tags": ["page:1"]}, origin=origin).status == 200
        assert visit() == ["/api/v2/resolve/"]
        expect(heading).to_have_text("The second title")
    traffic.urls = [url for url in traffic.urls if not url.startswith(origin)]
