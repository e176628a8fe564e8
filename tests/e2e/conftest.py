"""A browser, the CMS it works in, and the small frontend at another origin that shows what is written there.

Whatever a test does, its browser talks to these two servers only and breaks no content security policy.
"""

import copy
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    FrameLocator,
    Locator,
    Page,
    Response,
    expect,
)
from wagtail.models import Site

from pages.models import User
from tests.servers import free_port, serving

FRONTEND = Path(__file__).resolve().parents[2] / "examples" / "minimal" / "serve.py"
PASSWORD = "a-password-for-tests"
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)

#: Tells whether the current form has been autosaved, or an error explains why it cannot be.
ALL_IS_SAVED = """() => {
    const state = document.querySelector("#w-autosave-indicator")?.dataset.wAutosaveStateValue;
    const unsaved = wagtail.app.queryController("w-unsaved");
    const saves = document.querySelector("[data-edit-form]")?.dataset.controller.includes("w-autosave");
    if (!saves || state === "paused" || !unsaved?.initialFormData) return true;
    return state !== "saving" && unsaved.formData === unsaved.initialFormData;
}"""

expect.set_options(timeout=15_000)


@dataclass(frozen=True)
class Servers:
    """The origins of the CMS and of its frontend."""

    cms: str
    frontend: str


@dataclass
class Traffic:
    """The browser's requests and error messages."""

    urls: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    #: Responses that report a server error or an edit conflict.
    failures: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Record the requests and messages of a browser profile from now on."""
        context.set_default_timeout(15_000)
        context.on("request", lambda request: self.urls.append(request.url))
        context.on("response", self.receive)
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def receive(self, response: Response) -> None:
        """Record a response that must not occur."""
        if response.status >= 500 or response.status == 409:
            self.failures.append(f"{response.status} {response.request.method} {response.url}")

    def hear(self, message: ConsoleMessage) -> None:
        """Record a console message about a security policy."""
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.complaints.append(f"{message.text} ({message.page.url if message.page else ''})")

    def origins(self) -> set[str]:
        """The servers that received requests."""
        parts = (urlsplit(url) for url in self.urls)
        return {f"{part.scheme}://{part.netloc}" for part in parts if part.scheme not in ("data", "blob", "about")}


@pytest.fixture(scope="session", autouse=True)
def database_beside_the_event_loop() -> Iterator[None]:
    """Let tests use the database while the browser's event loop runs in the same thread."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's browser, without its own background requests."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    switches = ("no-sandbox", "disable-gpu", "disable-background-networking", "disable-component-update")
    return {
        "executable_path": CHROMIUM,
        "args": [f"--{switch}" for switch in (*switches, "disable-sync", "no-first-run")],
    }


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"viewport": {"width": 1440, "height": 900}, "locale": "en-US", "timezone_id": "America/New_York"}


@pytest.fixture(scope="session")
def frontend(live_server) -> Iterator[str]:
    """The origin of the small frontend, which differs from that of the CMS in host and port."""
    port = free_port()
    command = (sys.executable, str(FRONTEND), "--port", str(port), "--cms", live_server.url)
    with serving(*command, port=port, directory=FRONTEND.parent):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def unanswered() -> Iterator[list[None]]:
    """One entry for each request that the CMS is working on."""
    requests: list[None] = []

    def start(**arguments: Any) -> None:
        requests.append(None)

    def finish(**arguments: Any) -> None:
        if requests:
            requests.pop()

    request_started.connect(start)
    request_finished.connect(finish)
    yield requests
    request_started.disconnect(start)
    request_finished.disconnect(finish)


@pytest.fixture(autouse=True)
def servers(live_server, frontend: str, settings: Any) -> Servers:
    """The two servers, with a CMS that is configured with both URLs."""
    before = settings.FRONTEND_URL
    settings.CMS_BASE_URL = settings.WAGTAILADMIN_BASE_URL = settings.WAGTAILAPI_BASE_URL = live_server.url
    settings.FRONTEND_URL = frontend
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    for name, sources in policy["DIRECTIVES"].items():
        policy["DIRECTIVES"][name] = [frontend if source == before else source for source in sources]
    settings.CONTENT_SECURITY_POLICY = policy
    site = Site.objects.get()
    site.hostname, site.port = urlsplit(frontend).hostname, urlsplit(frontend).port
    site.save()
    return Servers(live_server.url, frontend)


@pytest.fixture(autouse=True)
def traffic(servers: Servers, context: BrowserContext, unanswered: list[None]) -> Iterator[Traffic]:
    """The browser's traffic. At the end of each test, no other server was contacted and no policy was violated."""
    traffic = Traffic()
    traffic.watch(context)
    yield traffic
    # A page that is closed notifies the CMS.
    for profile in context.browser.contexts if context.browser else ():
        for page in profile.pages:
            page.close()
    # The database is emptied next, which must not happen while a request is still being handled.
    deadline = time.monotonic() + 10
    while unanswered and time.monotonic() < deadline:
        time.sleep(0.05)
    assert traffic.origins() <= {servers.cms, servers.frontend}
    assert traffic.complaints == []
    assert traffic.errors == []
    assert traffic.failures == []


def account(email: str, name: str, group: str) -> User:
    user = User.objects.create_user(email, PASSWORD, first_name=name)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(servers: Servers) -> User:
    return account("editor@example.org", "Edie", "Editor")


@pytest.fixture
def moderator(servers: Servers) -> User:
    return account("moderator@example.org", "Mo", "Moderator")


class Admin:
    """A user's actions in the CMS, in one browser tab."""

    def __init__(self, page: Page, servers: Servers) -> None:
        self.page = page
        self.servers = servers

    def open(self, path: str) -> None:
        """Go to a path of the CMS."""
        self.page.goto(f"{self.servers.cms}{path}")

    def enter(self, user: User) -> None:
        """Sign in as ``user`` without the form, replacing any other session."""
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.clear_cookies()
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.servers.cms}]
        )

    def edit(self) -> None:
        """Wait until the opened form tracks changes; it treats its content at that moment as unchanged."""
        self.page.wait_for_selector("html[data-form-ready]", state="attached")

    def sign_in(self, user: User) -> None:
        """Sign in through the form."""
        self.open("/admin/")
        self.page.get_by_label("E-mail address").fill(user.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url("**/admin/")

    def tab(self, name: str) -> None:
        """Open a tab of the form."""
        self.page.get_by_role("tab", name=name).click()

    def fill(self, label: str, text: str) -> None:
        """Fill in the visible field with this label."""
        self.field(label).fill(text)
        # Closes the calendar that a date opens.
        self.page.keyboard.press("Tab")

    def field(self, label: str) -> Locator:
        """Return the visible text field with this label, required or not."""
        return self.page.get_by_role("textbox", name=label, exact=True).or_(
            self.page.get_by_role("textbox", name=f"{label}*", exact=True)
        )

    def preview(self) -> FrameLocator:
        """Open the preview panel, unless it is open, and return its frame."""
        if not self.page.locator('[data-side-panel="preview"]').is_visible():
            self.page.get_by_role("button", name="Toggle preview").click()
        return self.page.frame_locator("#w-preview-iframe")

    def preview_frame(self) -> Frame:
        """The frame that the preview panel shows at this moment."""
        frame = self.page.locator("#w-preview-iframe").element_handle().content_frame()
        assert frame is not None
        return frame

    def click_until(self, shown: Locator, field: Locator) -> None:
        """Click on what the preview shows until the cursor is in the field: it is seen a moment before it listens.

        The panel shows the preview smaller than it is, and Playwright would click beside what is so far from its place.
        """
        deadline = time.monotonic() + 15
        while not (field.is_visible() and field.evaluate("field => field === document.activeElement")):
            assert time.monotonic() < deadline
            shown.dispatch_event("click")
            self.page.wait_for_timeout(500)

    def pause(self) -> None:
        """Wait until the draft has been autosaved."""
        # Wagtail detects a change half a second later.
        self.page.wait_for_timeout(600)
        self.page.wait_for_function(ALL_IS_SAVED)

    def act(self, action: str) -> None:
        """Choose an action for the page, such as “Publish”."""
        self.pause()
        footer = self.page.locator("footer")
        button = footer.get_by_role("button", name=action, exact=True)
        if not button.is_visible():
            footer.get_by_role("button", name="More actions").click()
        button.click()


def new_tab(context: BrowserContext, servers: Servers) -> Admin:
    """Open the CMS in another tab of a profile."""
    page = context.new_page()
    page.add_init_script(
        "addEventListener('w-unsaved:watch-edits', () => { document.documentElement.dataset.formReady = 'true'; })"
    )
    return Admin(page, servers)


@pytest.fixture
def admin(context: BrowserContext, servers: Servers) -> Admin:
    return new_tab(context, servers)


@pytest.fixture
def other_admin(
    browser: Browser, browser_context_args: dict[str, Any], servers: Servers, traffic: Traffic
) -> Iterator[Callable[[], Admin]]:
    """A function that opens the CMS for another user, in a separate browser profile."""
    contexts: list[BrowserContext] = []

    def open_admin() -> Admin:
        contexts.append(browser.new_context(**browser_context_args))
        traffic.watch(contexts[-1])
        return new_tab(contexts[-1], servers)

    yield open_admin
    for context in contexts:
        context.close()
