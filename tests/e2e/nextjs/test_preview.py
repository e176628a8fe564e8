"""The preview of a draft beside the editor, shown by the reference frontend on another origin."""

import datetime
import re
import time

import pytest
from playwright.sync_api import Frame, Page, expect

from pages.models import EventPage, GuestBlogPost, HomePage, User
from pages.previews.share_links import create_share_link
from tests.content import add, make_event, make_post, make_section, open_preview

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def draft() -> GuestBlogPost:
    return add(make_section(title="Posts", shows="posts"), GuestBlogPost(title="A draft of a post"))


def address(page: GuestBlogPost | EventPage | HomePage, token: str, mode: str = "") -> str:
    return f"/preview?content_type=pages.{type(page).__name__.lower()}&token={token}&mode={mode}&in_preview_panel=false"


def wait_for(frame: Frame, expression: str, value: object) -> None:
    """Wait until JavaScript in the frame gives the value. The frame's content policy forbids Playwright's own way."""
    deadline = time.monotonic() + 15
    while (found := frame.evaluate(expression)) != value:
        assert time.monotonic() < deadline, f"{expression} is {found!r}, not {value!r}"
        frame.page.wait_for_timeout(100)


def test_the_panel_follows_the_editor(admin, editor, draft):
    draft.intro = "<p>A long text.</p>" * 100
    draft.save_revision()
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.edit()
    preview = admin.preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text("A draft of a post")
    expect(preview.get_by_role("status")).to_contain_text("not published")

    frame = next(frame for frame in admin.page.frames if frame.url.startswith(admin.servers.frontend))
    assert re.fullmatch(rf"{admin.servers.frontend}/preview/[0-9a-f]{{16}}\?in_preview_panel=true", frame.url)
    # The preview scrolls to the field with the cursor, and then to where the editor scrolls it.
    expect(admin.page.locator(".w-preview[data-preview-connected]")).to_be_attached()
    title = admin.field("Title")
    title.focus()
    expect(preview.get_by_role("heading", level=1)).to_have_attribute("data-edit-current", "")
    frame.evaluate("scrollTo({ top: 300, behavior: 'instant' })")
    wait_for(frame, "document.cookie", "scroll=300")

    title.fill("A better title")
    expect(preview.get_by_role("heading", level=1)).to_have_text("A better title")
    frame = next(frame for frame in admin.page.frames[::-1] if frame.url.startswith(admin.servers.frontend))
    wait_for(frame, "scrollY", 300)


def test_the_token_leaves_the_address(page: Page, servers, traffic, draft):
    token = open_preview(draft)
    page.goto(servers.frontend + address(draft, token))
    expect(page.get_by_role("heading", level=1)).to_have_text("A draft of a post")
    assert token not in page.url and token not in page.content()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("A draft of a post")
    cookie = next(cookie for cookie in page.context.cookies() if cookie["name"].startswith("preview-"))
    assert cookie["httpOnly"] and cookie["secure"] and cookie["sameSite"] == "None"
    assert cookie["path"] == page.url.removeprefix(servers.frontend).partition("?")[0]
    # No other server received the token, in a URL or in a referrer.
    assert [url for url in traffic.urls if token in url] == [servers.frontend + address(draft, token)]


def test_a_draft_is_shown_again_where_it_was_looked_at(page: Page, servers, draft):
    draft.intro = "<p>A long text.</p>" * 100
    page.goto(servers.frontend + address(draft, open_preview(draft)))
    page.evaluate("scrollTo({ top: 700, behavior: 'instant' })")
    wait_for(page.main_frame, "document.cookie", "scroll=700")
    draft.title = "Another title"
    page.goto(servers.frontend + address(draft, open_preview(draft)))
    expect(page.get_by_role("heading", level=1)).to_have_text("Another title")
    wait_for(page.main_frame, "scrollY", 700)


def test_links_in_the_panel_open_beside_it(page: Page, servers, draft):
    opened = address(draft, open_preview(draft)).replace("panel=false", "panel=true")
    page.goto(servers.frontend + opened, wait_until="networkidle")
    shown = page.url
    with page.expect_popup() as popup:
        page.get_by_role("banner").get_by_role("link").first.click()
    popup.value.wait_for_url(f"{servers.frontend}/")
    assert page.url == shown


def test_two_drafts_are_open_at_once(page: Page, servers, draft):
    other = add(draft.get_parent(), GuestBlogPost(title="Another draft"))
    page.goto(servers.frontend + address(draft, open_preview(draft)))
    first = page.url
    page.goto(servers.frontend + address(other, open_preview(other)))
    expect(page.get_by_role("heading", level=1)).to_have_text("Another draft")
    page.goto(first)
    expect(page.get_by_role("heading", level=1)).to_have_text("A draft of a post")


def test_headers(page: Page, servers, draft):
    opened = page.request.get(servers.frontend + address(draft, open_preview(draft)), max_redirects=0)
    assert opened.status == 303
    cookie = opened.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "Secure", "SameSite=none", "Partitioned", "Path=/preview/"))
    shown = page.request.get(servers.frontend + opened.headers["location"])
    for headers in (opened.headers, shown.headers):
        assert headers["referrer-policy"] == "no-referrer"
        assert "no-store" in headers["cache-control"]
        assert headers["x-robots-tag"] == "noindex"
        assert f"frame-ancestors {servers.cms}" in headers["content-security-policy"]
    elsewhere = page.request.get(f"{servers.frontend}/").headers
    assert "frame-ancestors 'none'" in elsewhere["content-security-policy"]


def test_a_draft_is_never_cached(page: Page, servers, draft):
    token = open_preview(draft)
    page.goto(servers.frontend + address(draft, token))
    draft.title = "What is typed now"
    assert open_preview(draft) == token
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is typed now")


@pytest.mark.parametrize(
    ("mode", "heading", "shown"),
    [
        ("card", "In a list", "The town hall is open"),
        ("search", "As a search result", "/the-event/"),
        ("social", "As a shared link", "The event"),
        ("calendar", "In a calendar", "2:00 PM EDT"),
    ],
)
def test_modes(page: Page, servers, mode, heading, shown):
    event = make_event(title="The event", summary="The town hall is open")
    page.goto(servers.frontend + address(event, open_preview(event), mode))
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator(".mock")).to_contain_text(re.compile(re.escape(shown).replace("\\ ", r"\s")))


def test_a_draft_that_lacks_everything(page: Page, servers):
    section = make_section()
    for draft in (add(section, EventPage(title="An event")), add(section, GuestBlogPost(title="A post"))):
        for mode in ("", "card", "search", "social", "calendar"):
            page.goto(servers.frontend + address(draft, open_preview(draft), mode))
            expect(page.get_by_role("status")).to_contain_text("not published")
            expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_preview_that_is_over(page: Page, servers, draft, settings):
    page.goto(servers.frontend + address(draft, open_preview(draft)))
    expect(page.get_by_role("heading", level=1)).to_have_text("A draft of a post")
    settings.PREVIEW_TIMEOUT = 0
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("This preview is over")
    expect(page.get_by_text("Go back to the editor, and open the preview again")).to_be_visible()


def test_a_preview_that_was_published(page: Page, servers):
    post = make_post(title="A post")
    page.goto(servers.frontend + address(post, open_preview(post)))
    post.save_revision().publish()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("This preview is over")
    expect(page.locator(".subtitle")).to_contain_text("published")


def test_previews_that_are_none(page: Page, servers, draft):
    unknown = page.goto(f"{servers.frontend}/preview?content_type=pages.guestblogpost&token=nonsense")
    assert unknown is not None and unknown.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such preview")
    empty = page.goto(f"{servers.frontend}/preview")
    assert empty is not None and empty.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("This preview is not open here")


def test_lists_around_a_draft_show_drafts(page: Page, servers, draft):
    home = HomePage.objects.get()
    make_section(title="Events", shows="events")
    draft.save_revision()
    page.goto(f"{servers.frontend}/")
    expect(page.get_by_role("heading", name="New to read")).to_be_visible()
    expect(page.get_by_text("A draft of a post")).not_to_be_visible()

    page.goto(servers.frontend + address(home, open_preview(home)))
    expect(page.get_by_role("heading", name="A draft of a post")).to_be_visible()

    editor = User.objects.create_superuser("sender@example.org", "a-password-for-tests")
    _, sent = create_share_link(home, editor, datetime.timedelta(days=2))
    page.goto(sent)
    expect(page.get_by_role("status")).to_contain_text("The link works until")
    expect(page.get_by_role("heading", name="New to read")).to_be_visible()
    expect(page.get_by_text("A draft of a post")).not_to_be_visible()
