"""Wagtail's content checks examine the frontend's page, and run again after each change."""

import pytest
from playwright.sync_api import expect

from pages.models import GuestBlogPost
from tests.content import add, block, make_section
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def draft() -> GuestBlogPost:
    post: GuestBlogPost = add(make_section(title="Posts", shows="posts"), GuestBlogPost(title="Twelve months"))
    post.body = [
        block("paragraph", f"<p>{'Forests grow slowly here. ' * 120}</p>"),
        block("heading", {"text": "First", "level": "2"}),
        block("heading", {"text": "Too deep", "level": "4"}),
    ]
    post.save_revision()
    return post


def words_shown(admin: Admin) -> str:
    """Return the number of words that a reader would count on the page."""
    text = admin.preview_frame().evaluate("document.querySelector('main').innerText")
    return str(
        admin.page.evaluate(
            """text => [...new Intl.Segmenter("en", { granularity: "word" }).segment(text)]
                .filter(({ isWordLike }) => isWordLike).length""",
            text,
        )
    )


def test_the_figures_are_right_and_follow(admin, editor, draft):
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.edit()
    panel = admin.page.locator('[data-side-panel="checks"]')
    admin.page.get_by_role("button", name="Toggle checks").click()
    words = panel.locator("[data-content-word-count]")
    issues = panel.locator("[data-content-checker-count]")
    reading_time = panel.locator("[data-content-reading-time]")

    expect(issues).to_have_text("1")
    expect(panel.get_by_text("Incorrect heading hierarchy")).to_be_visible()
    before = words_shown(admin)
    expect(words).to_have_text(before)
    # The text, and what stands above it: title, section, date.
    assert 480 <= int(before) <= 500
    expect(reading_time).to_have_text("2 mins")

    heading = admin.page.locator('[data-contentpath="body"] [data-contentpath="text"] input').first
    heading.fill("First of all we say what it is about")
    expect(words).to_have_text(str(int(before) + 8))
    expect(issues).to_have_text("1")

    # The fault is corrected, and then introduced again.
    level = admin.page.get_by_label("Level").last
    level.select_option("3")
    expect(issues).to_have_text("0")
    level.select_option("4")
    expect(issues).to_have_text("1")


def test_another_mode_and_back(admin, editor, draft):
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.edit()
    preview = admin.preview()
    badge = admin.page.locator('[data-side-panel-toggle="checks"] [data-side-panel-toggle-counter]')
    expect(badge).to_have_text("1")
    for mode in ("Card in a list", "Page"):
        admin.page.get_by_label("Preview mode").select_option(mode)
        expect(preview.get_by_role("heading", level=1)).to_have_text("In a list" if mode != "Page" else "Twelve months")
    expect(badge).to_have_text("1")


def test_the_script_is_the_same_for_everybody(admin, editor):
    address = f"{admin.servers.cms}/previews/checks.js"
    stranger = admin.page.request.get(address)
    admin.enter(editor)
    response = admin.page.request.get(address)
    assert stranger.ok and stranger.text() == response.text()
    assert "Cookie" not in response.headers.get("vary", "") and "set-cookie" not in response.headers


def test_checks_that_are_started_at_once_run_one_after_the_other(admin, editor, draft):
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.edit()
    admin.preview()
    issues = admin.page.locator('[data-side-panel="checks"] [data-content-checker-count]')
    expect(issues).to_have_text("1")
    admin.page.evaluate("""async () => {
        const checker = wagtail.app.queryController("w-preview");
        await Promise.all([1, 2, 3, 4].map(() => checker.runChecks()));
    }""")
    expect(issues).to_have_text("1")
