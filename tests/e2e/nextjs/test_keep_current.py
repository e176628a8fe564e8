"""A page that is open in a browser shows what is published."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pages.models import SectionPage
from tests.content import make_section, publish
from tests.e2e.conftest import Servers, Traffic
from tests.e2e.nextjs.conftest import SECRET, started
from tests.streams import running_stream

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(scope="module")
def stream(django_db_setup: None, live_server: Any) -> Iterator[str]:
    """The origin of a stream of changes."""
    with running_stream() as (port, _):
        yield f"http://localhost:{port}"


@pytest.fixture
def frontend(build: None, live_server: Any, stream: str) -> Iterator[str]:
    """The origin of a frontend whose pages follow that stream."""
    with started(live_server.url, stream=stream) as origin:
        yield origin


def empty_cache(page: Page, servers: Servers, tags: list[str]) -> None:
    """Post what tells the frontend that its answers with these tags are old."""
    body, at = json.dumps({"sequence": 1, "tags": tags}), str(int(time.time()))
    signature = base64.b64encode(hmac.new(SECRET, f"msg_1.{at}.{body}".encode(), hashlib.sha256).digest()).decode()
    headers = {"webhook-id": "msg_1", "webhook-timestamp": at, "webhook-signature": f"v1,{signature}"}
    assert page.request.post(f"{servers.frontend}/api/revalidate", data=body.encode(), headers=headers).ok


def retitle(section: Any, title: str) -> None:
    section = SectionPage.objects.get(pk=section.pk)
    section.title = title
    publish(section)


def test_a_page_that_is_open_shows_what_is_published(
    page: Page, servers: Servers, traffic: Traffic, stream: str, settings: Any
) -> None:
    settings.STREAM_URL = f"{stream}/api/v2/changes/stream/"
    section, other = make_section(title="Before"), make_section(title="Another")
    with page.expect_response(lambda response: response.url.startswith(stream) and response.ok):
        page.goto(f"{servers.frontend}/before/")
    expect(page.get_by_role("heading", name="Before", level=1)).to_be_visible()
    page.evaluate("window.isTheSameDocument = true")
    retitle(section, "Afterwards")
    empty_cache(page, servers, [f"page:{section.pk}"])
    expect(page.get_by_role("heading", name="Afterwards", level=1)).to_be_visible()
    assert page.evaluate("window.isTheSameDocument")
    # What the page does not show is no reason to load it anew.
    asked = len([url for url in traffic.urls if "_rsc=" in url])
    retitle(other, "Something else")
    page.wait_for_timeout(4_000)
    assert len([url for url in traffic.urls if "_rsc=" in url]) == asked
    traffic.urls[:] = [url for url in traffic.urls if not url.startswith(stream)]
