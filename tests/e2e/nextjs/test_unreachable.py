"""The panel explains that the website does not show the draft, and what to do."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Locator, expect

from pages.models import GuestBlogPost
from tests.content import add, make_section
from tests.e2e.conftest import Admin
from tests.e2e.nextjs.conftest import started
from tests.servers import free_port

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

#: Milliseconds after which the panel has concluded that the website does not respond.
PATIENCE = 7_000


@pytest.fixture
def frontend(build: None) -> str:
    """The origin of a frontend that does not run."""
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture
def run(frontend: str, live_server):
    """A function that runs it."""
    return lambda: started(live_server.url, port=int(frontend.rpartition(":")[2]))


@pytest.fixture
def draft() -> GuestBlogPost:
    post: GuestBlogPost = add(make_section(title="Posts", shows="posts"), GuestBlogPost(title="A draft of a post"))
    post.save_revision()
    return post


def open_panel(admin: Admin, editor, draft: GuestBlogPost):
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.edit()
    return admin.preview()


def notice(admin: Admin) -> Locator:
    return admin.page.get_by_role("alert").filter(has_text="The website does not respond")


def top(locator: Locator) -> float:
    return float(locator.evaluate("element => element.getBoundingClientRect().top"))


def test_a_website_that_does_not_run_and_then_does(admin, editor, draft, run):
    preview = open_panel(admin, editor, draft)
    expect(notice(admin)).not_to_be_visible()
    expect(notice(admin)).to_be_visible()
    expect(notice(admin)).to_contain_text(admin.servers.frontend)
    expect(notice(admin)).not_to_contain_text("frame-ancestors", use_inner_text=True)
    # It is read before the empty preview, and whole where there is little room.
    admin.page.set_viewport_size({"width": 1280, "height": 500})
    expect(notice(admin)).to_be_in_viewport(ratio=1)
    expect(notice(admin).get_by_role("heading")).to_be_in_viewport(ratio=1)
    assert top(notice(admin)) < top(admin.page.locator("#w-preview-iframe"))
    admin.page.set_viewport_size({"width": 1440, "height": 900})
    notice(admin).get_by_text("For the website's administrators").click()
    expect(notice(admin)).to_contain_text(f"{admin.servers.frontend}/preview", use_inner_text=True)
    expect(notice(admin)).to_contain_text(f"{admin.servers.cms} in frame-ancestors", use_inner_text=True)

    # Changes are still saved.
    admin.fill("Title", "A better title")
    expect(admin.page.locator("#w-autosave-indicator")).to_have_attribute("data-w-autosave-state-value", "saved")
    draft.refresh_from_db()
    assert draft.get_latest_revision_as_object().title == "A better title"

    with run():
        notice(admin).get_by_role("button", name="Try again").click()
        expect(preview.get_by_role("heading", level=1)).to_have_text("A better title")
        expect(notice(admin)).not_to_be_visible()


def test_a_website_that_stops_while_somebody_writes(admin, editor, draft, run):
    with run():
        preview = open_panel(admin, editor, draft)
        expect(preview.get_by_role("heading", level=1)).to_have_text("A draft of a post")
        admin.page.wait_for_timeout(PATIENCE)
        expect(notice(admin)).not_to_be_visible()
    admin.fill("Title", "A better title")
    admin.pause()
    expect(notice(admin)).to_be_visible()
    with run():
        # It need not be asked for: the next change tries by itself.
        admin.fill("Title", "The best title")
        expect(preview.get_by_role("heading", level=1)).to_have_text("The best title")
        expect(notice(admin)).not_to_be_visible()


@contextmanager
def refusing(origin: str, name: str, value: str) -> Iterator[None]:
    """Run a website that cannot be shown in a frame of the CMS."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"<h1>Mine</h1>")

        def log_message(self, *arguments: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", int(origin.rpartition(":")[2])), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("name", "value"), [("X-Frame-Options", "DENY"), ("Content-Security-Policy", "frame-ancestors 'self'")]
)
def test_a_website_that_refuses_to_be_shown(admin, editor, draft, run, traffic, name, value):
    with refusing(admin.servers.frontend, name, value):
        preview = open_panel(admin, editor, draft)
        expect(notice(admin)).to_be_visible()
        traffic.complaints.clear()
    with run():
        notice(admin).get_by_role("button", name="Try again").click()
        expect(preview.get_by_role("heading", level=1)).to_have_text("A draft of a post")
        expect(notice(admin)).not_to_be_visible()


def test_a_preview_that_has_ended(admin, editor, draft, run, settings):
    ended = admin.page.get_by_role("alert").filter(has_text="This preview has ended")
    with run():
        settings.PREVIEW_TIMEOUT = 0
        preview = open_panel(admin, editor, draft)
        expect(ended).to_be_visible()
        expect(preview.get_by_role("heading", level=1)).to_have_text("This preview is over")
        settings.PREVIEW_TIMEOUT = 900
        ended.get_by_role("button", name="Show the draft again").click()
        expect(preview.get_by_role("heading", level=1)).to_have_text("A draft of a post")
        expect(ended).not_to_be_visible()
