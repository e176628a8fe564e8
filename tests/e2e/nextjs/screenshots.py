"""The pictures of previews and of the reference frontend in docs/images/, taken again by `make screenshots`.

No test: the name keeps it out of those that are collected. Look at the pictures before you commit them.
"""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, FrameLocator, Page, expect

from demo.seed import seed_demo
from pages.models import EventPage, GuestBlogPost
from tests.e2e.conftest import Admin, Servers
from tests.node import PROJECT

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

IMAGES = PROJECT / "docs" / "images"


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {
        "viewport": {"width": 1280, "height": 800},
        "locale": "en-US",
        "reduced_motion": "reduce",
    }


def take(page: Page, name: str) -> None:
    """Save a screenshot of the page to docs/images/."""
    path = IMAGES / f"{name}.png"
    # Wait for elements that fade in, and for images that load last.
    page.wait_for_timeout(1500)
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").save(path, optimize=True)


def take_small(page: Page, name: str, full: bool = False) -> None:
    """Save a screenshot of the page, or of as much of it as the window shows, as WebP."""
    # Pictures further down are asked for when somebody comes near.
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach((image) => { image.loading = 'eager' })")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    with Image.open(BytesIO(page.screenshot(full_page=full))) as picture:
        picture.convert("RGB").save(IMAGES / f"{name}.webp", quality=70, method=6)


#: Paths of the demo by the names of their pictures.
SHOWN = {
    "home": "/",
    "post": "/posts/the-third-week-of-august/",
    "event": "/events/a-story-for-your-representative/",
    "events": "/events/",
    "about": "/about/",
    "search": "/search/?q=children",
    "not-found": "/posts/the-bus-that-wait/",
}
#: Which of them in which form: the width of the window, its height, and what else is different.
FORMS = {
    "light": (1280, 900, ("home", "post", "events", "about", "not-found")),
    "dark": (1280, 900, ("home", "event")),
    "mobile": (390, 844, ("home", "post", "event", "search")),
    "print": (794, 1100, ("event", "post")),
    "right-to-left": (1280, 900, ("home",)),
}


def test_screenshots_of_the_frontend(page: Page, servers: Servers) -> None:
    seed_demo()
    for form, (width, height, names) in FORMS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(
            color_scheme="dark" if form == "dark" else "light", media="print" if form == "print" else "screen"
        )
        for name in names:
            page.goto(servers.frontend + SHOWN[name])
            if form == "right-to-left":
                # The demo is in English: this is its layout, mirrored.
                page.evaluate("document.documentElement.dir = 'rtl'")
            take_small(page, f"frontend-{name}-{form}")


def open_panel(admin: Admin, page: GuestBlogPost | EventPage) -> FrameLocator:
    """Open the form with the preview beside it, under a narrow menu."""
    admin.page.context.add_cookies([{"name": "wagtail_sidebar_collapsed", "value": "1", "url": admin.servers.cms}])
    admin.open(f"/admin/pages/{page.pk}/edit/")
    admin.edit()
    preview = admin.preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text(page.title)
    expect(admin.page.locator(".w-preview[data-preview-connected]")).to_be_attached()
    return preview


def test_screenshots(admin: Admin, editor, browser: Browser, browser_context_args) -> None:
    seed_demo()
    post = GuestBlogPost.objects.get(slug="the-third-week-of-august")
    admin.enter(editor)

    preview = open_panel(admin, post)
    take(admin.page, "preview")

    # A click on the heading in the preview leads to its field.
    preview.get_by_role("heading", name="What one school can do").dispatch_event("click")
    heading = admin.page.locator("input[name^=body-]:focus")
    heading.press("End")
    heading.press_sequentially(" in September", delay=30)
    expect(preview.get_by_role("heading", name="What one school can do in September")).to_be_in_viewport()
    take(admin.page, "preview-typing")
    admin.pause()

    admin.page.context.route(f"{admin.servers.frontend}/**", lambda route: route.abort())
    heading.press_sequentially(", and after")
    expect(admin.page.get_by_role("alert").filter(has_text="The website does not respond")).to_be_visible()
    admin.pause()
    take(admin.page, "preview-unreachable")
    admin.page.context.unroute_all()

    event = EventPage.objects.exclude(venue_name="").order_by("pk").last()
    assert event is not None
    preview = open_panel(admin, event)
    preview.locator('[data-edit="venue_name"]').first.dispatch_event("click")
    expect(admin.field("Name")).to_be_focused()
    take(admin.page, "click-to-edit")

    admin.open(f"/admin/pages/{post.pk}/edit/")
    admin.page.get_by_role("button", name="Actions", exact=True).first.click()
    admin.page.get_by_role("link", name="Share draft").click()
    admin.page.get_by_label("Note").fill("For the board")
    admin.page.get_by_role("button", name="Create link").click()
    address = admin.page.get_by_label("Copy it now").input_value()
    take(admin.page, "share-draft")
    with browser.new_context(**{**browser_context_args, "viewport": {"width": 1280, "height": 600}}) as profile:
        page = profile.new_page()
        page.goto(address)
        take(page, "shared-draft")
        admin.page.get_by_role("button", name="Withdraw For the board").click()
        expect(admin.page.get_by_text("The link has been withdrawn")).to_be_visible()
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work any more")
        take(page, "shared-draft-withdrawn")
