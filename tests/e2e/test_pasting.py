"""Text pasted from other programs keeps its structure, in a page's text and in single fields."""

import re

import pytest
from playwright.sync_api import Locator, expect

from pages.models import GuestBlogPost
from tests.content import add, make_section
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PASTE = """(element, [html, text]) => {
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
DOCUMENT = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->
<p class="MsoNormal">An opening<sup>1</sup> with a <a href="https://example.org/?utm_source=x">link</a>.<o:p></o:p></p>
<h1>What happened</h1>
<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·&nbsp;</span>First</p>
<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·&nbsp;</span>Second</p>
<table><tr><th>Year</th><th>Fines</th></tr><tr><td>2024</td><td>112</td></tr></table>
<script>alert(1)</script><img src="x.png" alt="A bridge"><!--EndFragment--></body></html>"""


def paste(editor: Locator, html: str, text: str = "") -> None:
    editor.evaluate(PASTE, [html, text])


def body_of(page: GuestBlogPost) -> list[tuple[str, object]]:
    page.refresh_from_db()
    latest = page.get_latest_revision_as_object()
    return [(block["type"], block["value"]) for block in latest.body.raw_data]


def test_a_document_is_pasted_into_the_middle_of_a_text_and_into_the_opening(admin: Admin, editor):
    post = GuestBlogPost(title="A post", body=[("paragraph", "<p>Before. After.</p>")])
    add(make_section(title="Posts", shows="posts"), post)
    post.save_revision()
    admin.enter(editor)
    admin.open(f"/admin/pages/{post.pk}/edit/")
    admin.edit()
    text = admin.page.locator("[data-contentpath='body'] [contenteditable=true]")
    text.first.click()
    admin.page.keyboard.press("Home")
    for _ in range(len("Before. ")):
        admin.page.keyboard.press("ArrowRight")
    paste(text.first, DOCUMENT)
    expect(admin.page.get_by_text("Pasted without: 1 picture (“A bridge”).")).to_be_visible()
    admin.pause()
    admin.pause()
    kinds = body_of(post)
    assert [kind for kind, _ in kinds] == ["paragraph", "heading", "paragraph", "table", "paragraph"]
    opening, heading, listed, table, after = (value for _, value in kinds)
    assert "Before. An opening<sup>1</sup> with a " in str(opening)
    assert 'href="https://example.org/"' in str(opening)
    assert heading == {"text": "What happened", "level": "2"}
    assert str(listed).count("<li") == 2
    assert isinstance(table, dict)
    assert table["data"] == [["Year", "Fines"], ["2024", "112"]]
    assert table["first_row_is_table_header"] is True
    assert "After." in str(after)
    assert "alert" not in str(kinds)

    # Once something was typed, undoing takes nothing away that was pasted.
    admin.page.keyboard.type("!")
    admin.page.keyboard.press("Control+z")
    admin.page.keyboard.press("Control+z")
    expect(admin.page.locator("[data-contentpath='body'] [data-draftail-editor-wrapper]")).to_have_count(3)

    # A field without tables and headings takes the words.
    opening_field = admin.page.locator("[data-contentpath='intro'] [contenteditable=true]")
    opening_field.click()
    paste(opening_field, DOCUMENT)
    expect(opening_field).to_contain_text("Year | Fines")
    expect(opening_field).to_contain_text("An opening[1] with a link.")
    expect(admin.page.get_by_text("the form of 1 table")).to_be_visible()
    opening_field.click()
    admin.page.keyboard.press("Control+a")
    paste(opening_field, "", "One.\n\nTwo.")
    expect(opening_field.locator("[data-block]")).to_have_text(["One.", "Two."])
    admin.page.keyboard.press("Control+z")
    expect(opening_field).to_contain_text("Year | Fines")


TEXTS = {
    "at the end": ("<p>Before. After.</p>", ["End"]),
    "in the middle": ("<p>Before. After.</p>", ["Home", *["ArrowRight"] * 8]),
    "over a selection": ("<p>Before. After.</p>", ["Home", *["Shift+ArrowRight"] * 8]),
    "over everything": ("<p>Before. After.</p>", ["Control+a"]),
    "in an empty block": ("", []),
}
HEADING_FIRST = "<h2>A heading</h2><p>A paragraph</p><table><tr><td>A</td><td>B</td></tr></table>"


@pytest.mark.parametrize("pasted", [DOCUMENT, HEADING_FIRST], ids=["text first", "heading first"])
@pytest.mark.parametrize("where", TEXTS)
def test_what_was_pasted_is_undone_in_one_step(admin: Admin, editor, where, pasted):
    html, keys = TEXTS[where]
    body = [("paragraph", "<p>One before.</p>"), ("paragraph", html), ("paragraph", "<p>One after.</p>")]
    post = add(make_section(title="Posts", shows="posts"), GuestBlogPost(title="A post", body=body))
    post.save_revision()
    before = body_of(post)
    admin.enter(editor)
    admin.open(f"/admin/pages/{post.pk}/edit/")
    admin.edit()
    text = admin.page.locator("[data-contentpath='body'] [contenteditable=true]")
    text.nth(1).click()
    for key in keys:
        admin.page.keyboard.press(key)
    paste(text.nth(1), pasted)
    expect(admin.page.locator("[data-contentpath='body'] table").first).to_be_visible()
    admin.pause()
    assert len(body_of(post)) > len(before)
    admin.page.keyboard.press("Control+z")
    expect(text.filter(visible=True)).to_have_count(3)
    admin.pause()
    admin.pause()
    assert [(kind, plain(value)) for kind, value in body_of(post)] == [(kind, plain(value)) for kind, value in before]


def plain(value: object) -> str:
    """Return the HTML of a paragraph without the keys that the editor gives its lines."""
    return re.sub(r' data-block-key="\w+"', "", str(value))
