"""The preview panel: typed changes appear without a reload, in every mode, for new pages too."""

import re
import time

import pytest
from playwright.sync_api import FrameLocator, Locator, Request, expect
from wagtail.models import Site

from pages.models import EventPage, GuestBlogPost, Navigation
from tests.content import add, block, make_event, make_post, make_section
from tests.e2e.conftest import Admin, new_tab
from tests.e2e.nextjs.test_preview import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

#: How the page is shown in each mode, and in the frontend's words what it is.
HEADINGS = {
    "Card in a list": "In a list",
    "Search result": "As a search result",
    "Shared link": "As a shared link",
    "Calendar entry": "In a calendar",
}


@pytest.fixture
def draft() -> GuestBlogPost:
    post: GuestBlogPost = add(make_section(title="Posts", shows="posts"), GuestBlogPost(title="A draft of a post"))
    post.intro = "<p>A long text.</p>" * 100
    post.save_revision()
    return post


def open_panel(admin: Admin, page: GuestBlogPost | EventPage) -> FrameLocator:
    admin.open(f"/admin/pages/{page.pk}/edit/")
    admin.edit()
    preview = admin.preview()
    expect(heading(preview)).to_have_text(page.title)
    # It listens now, so it can receive changes.
    expect(admin.page.locator(".w-preview[data-preview-connected]")).to_be_attached()
    return preview


def heading(preview: FrameLocator) -> Locator:
    return preview.get_by_role("heading", level=1)


def test_typing_changes_the_document_that_is_there(admin, editor, draft):
    admin.enter(editor)
    preview = open_panel(admin, draft)
    title = admin.field("Title")
    title.focus()
    frame = admin.preview_frame()
    frame.evaluate("window.mark = 'here'; scrollTo({ top: 700, behavior: 'instant' })")
    for text in ("A better title", "The best title"):
        title.fill(text)
        expect(heading(preview)).to_have_text(text)
    frame = admin.preview_frame()
    assert frame.evaluate("window.mark") == "here"
    assert frame.evaluate("scrollY") == 700


def test_a_preview_that_ends_while_somebody_writes_is_followed_by_another(admin, editor):
    event = make_event(make_section(title="Events", shows="events"))
    admin.enter(editor)
    preview = open_panel(admin, event)
    before = admin.preview_frame().url
    event.save_revision().publish()
    admin.fill("Title", "What happened since")
    expect(heading(preview)).to_have_text("What happened since")
    assert admin.preview_frame().url != before
    expect(admin.page.get_by_role("alert").filter(has_text="This preview has ended")).not_to_be_visible()


def test_every_mode_in_the_panel_and_in_a_tab(admin, editor):
    event = make_event(make_section(title="Events", shows="events"), title="The event")
    admin.enter(editor)
    preview = open_panel(admin, event)
    for mode, words in HEADINGS.items():
        admin.page.get_by_label("Preview mode").select_option(mode)
        expect(heading(preview)).to_have_text(words)
        expect(preview.locator(".mock")).to_contain_text("The event")
        admin.fill("Title", f"The event: {mode}")
        expect(preview.locator(".mock")).to_contain_text(f"The event: {mode}")
        with admin.page.context.expect_page() as opened:
            admin.page.get_by_role("link", name="Preview in new tab").click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text(words)
        expect(opened.value.locator(".mock")).to_contain_text(f"The event: {mode}")
        assert opened.value.evaluate("opener") is None
        opened.value.close()
        admin.fill("Title", "The event")
    admin.page.get_by_label("Preview mode").select_option("Page")
    expect(heading(preview)).to_have_text("The event")


def test_the_first_words_of_a_page_that_was_never_saved(admin, editor):
    section = make_section(title="Posts", shows="posts")
    admin.enter(editor)
    admin.open(f"/admin/pages/add/pages/guestblogpost/{section.pk}/")
    admin.edit()
    preview = admin.preview()
    expect(preview.get_by_role("status")).to_contain_text("not published")
    assert not GuestBlogPost.objects.exists()
    admin.field("Title").press_sequentially("My first words", delay=50)
    expect(heading(preview)).to_have_text("My first words")
    # By then the page has been created, and the preview shows the saved page.
    admin.page.wait_for_url("**/edit/**")
    admin.field("Title").press_sequentially(" and more", delay=50)
    expect(heading(preview)).to_have_text("My first words and more")
    assert GuestBlogPost.objects.count() == 1


def test_drafts_and_published_pages_open_on_the_frontend(admin, editor):
    post = make_post(make_section(title="Posts", shows="posts"), title="As published")
    post.title = "As drafted"
    post.save_revision()
    admin.enter(editor)
    admin.open(f"/admin/pages/{post.pk}/edit/")
    address = f"{admin.servers.frontend}/posts/{post.slug}/"
    expect(admin.page.get_by_role("link", name="Visit the live page").first).to_have_attribute("href", address)
    # A redirect to the frontend, with nothing in between.
    draft = admin.page.request.get(f"{admin.servers.cms}/admin/pages/{post.pk}/view_draft/", max_redirects=0)
    assert draft.status == 302 and draft.headers["location"].startswith(f"{admin.servers.frontend}/preview?")
    heading = admin.page.get_by_role("heading", level=1)
    admin.open(f"/admin/pages/{post.pk}/view_draft/")
    expect(heading).to_have_text("As drafted")
    assert re.fullmatch(rf"{admin.servers.frontend}/preview/[0-9a-f]{{16}}\?in_preview_panel=false", admin.page.url)
    admin.page.goto(address)
    expect(heading).to_have_text("As published")


def test_links_to_drafts_in_the_admin(admin, editor):
    section = make_section(title="Posts", shows="posts")
    post = make_post(section, title="As published")
    post.title = "As drafted"
    post.save_revision(user=editor, log_action=True)
    admin.enter(editor)
    shown = re.compile(rf"{admin.servers.frontend}/preview/[0-9a-f]{{16}}\?in_preview_panel=false")

    admin.open(f"/admin/pages/{section.pk}/")
    admin.page.get_by_role("button", name="More options for 'As drafted'").click()
    admin.page.get_by_role("link", name="View draft").click()
    admin.page.wait_for_url(shown)
    expect(admin.page.get_by_role("heading", level=1)).to_have_text("As drafted")
    admin.page.go_back()
    admin.page.wait_for_url(f"{admin.servers.cms}/admin/pages/{section.pk}/")

    # One's own drafts, on the first page: beside it, in a tab of its own.
    admin.open("/admin/")
    edited = admin.page.get_by_role("row").filter(has_text="As drafted")
    with admin.page.context.expect_page() as opened:
        edited.get_by_role("link", name="View draft").click()
    opened.value.wait_for_url(shown)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("As drafted")
    assert opened.value.evaluate("opener") is None


def test_two_tabs_of_one_editor_on_one_page(admin, editor, draft, servers, caplog):
    admin.enter(editor)
    other = new_tab(admin.page.context, servers)
    tabs = [(tab, open_panel(tab, draft)) for tab in (admin, other)]
    asked = [time.monotonic()]

    def note(request: Request) -> None:
        if "/preview/" in request.url:
            asked.append(time.monotonic())

    admin.page.context.on("request", note)
    for number in range(3):
        for name, (tab, _) in zip("AB", tabs, strict=True):
            tab.field("Title").press_sequentially(f"{name}{number}")
    # Wagtail keeps one form to preview for each editor and page: at once, one tab may preview what the other sent.
    while time.monotonic() < asked[-1] + 3:
        admin.page.wait_for_timeout(200)
    for name, (tab, preview) in zip("AB", tabs, strict=True):
        tab.fill("Title", f"From {name}")
        expect(heading(preview)).to_have_text(f"From {name}")
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


def test_menus_around_a_draft_show_drafts(admin, editor):
    section = make_section(title="Events", shows="events")
    entry = block("page", {"page": section.pk, "label": "", "children": []})
    Navigation.objects.create(site=Site.objects.get(), header=[entry])
    section.title = "Dates"
    section.save_revision()
    draft = add(section, EventPage(title="An event"))
    admin.enter(editor)
    preview = open_panel(admin, draft)
    # The panel is as narrow as a phone, where the menu is behind its button.
    expect(preview.locator("nav[aria-label=Main] a")).to_have_text("Dates")
    admin.page.goto(f"{admin.servers.frontend}/events/")
    expect(admin.page.get_by_role("navigation", name="Main").get_by_role("link")).to_have_text("Events")


def test_a_preview_that_cannot_update_itself_is_loaded_anew(admin, editor, draft):
    admin.enter(editor)
    preview = open_panel(admin, draft)
    admin.preview_frame().evaluate("scrollTo({ top: 300, behavior: 'instant' }); window.mark = 'here'")
    wait_for(admin.preview_frame(), "document.cookie", "scroll=300")
    # As a frontend would that knows less than ours.
    admin.preview_frame().evaluate(
        "cms => parent.postMessage({ type: 'coalition-cms:ready', updates: false }, cms)", admin.servers.cms
    )
    admin.page.wait_for_timeout(200)
    admin.field("Title").evaluate(
        "title => { title.value = 'Anew'; title.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    expect(heading(preview)).to_have_text("Anew")
    assert admin.preview_frame().evaluate("window.mark") is None
    wait_for(admin.preview_frame(), "scrollY", 300)
