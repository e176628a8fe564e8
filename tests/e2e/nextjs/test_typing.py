"""Three editors type at the same time, each in a different page, with previews and autosave.

`EDITING_SECONDS=60` types for longer, and `DATABASE_URL` chooses the database.
"""

import os
import statistics
import time

import pytest
from django.db import connection
from playwright.sync_api import expect

from pages.models import GuestBlogPost
from tests.content import add, make_section
from tests.e2e.conftest import account

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

EDITING_SECONDS = float(os.environ.get("EDITING_SECONDS", "4"))
NAMES = ("Ada", "Ben", "Cleo")


def test_three_editors_type_at_once(other_admin, traffic, caplog, record_property):
    section = make_section(title="Posts", shows="posts")
    desks = []
    for name in NAMES:
        post: GuestBlogPost = add(section, GuestBlogPost(title=f"A draft by {name}"))
        post.save_revision()
        admin = other_admin()
        admin.enter(account(f"{name.lower()}@example.org", name, "Editor"))
        admin.open(f"/admin/pages/{post.pk}/edit/")
        admin.edit()
        preview = admin.preview()
        expect(preview.get_by_role("heading", level=1)).to_have_text(post.title)
        desks.append((admin, preview, post, post.title))

    delays, rounds, began = [], 0, time.monotonic()
    while time.monotonic() - began < EDITING_SECONDS:
        rounds += 1
        for admin, _, _, title in desks:
            admin.field("Title").fill("")
            admin.field("Title").press_sequentially(f"{title}, round {rounds}")
        typed = time.monotonic()
        for _, preview, _, title in desks:
            expect(preview.get_by_role("heading", level=1)).to_have_text(f"{title}, round {rounds}")
        delays.append(time.monotonic() - typed)
    for admin, _, post, title in desks:
        admin.pause()
        post.refresh_from_db()
        assert post.get_latest_revision_as_object().title == f"{title}, round {rounds}"

    assert traffic.failures == []
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
    record_property(
        "summary",
        f"{len(NAMES)} editors, {rounds} rounds on {connection.vendor}: after {statistics.median(delays):.1f} s "
        f"(at most {max(delays):.1f} s) all previews showed the last key",
    )


def test_how_long_a_key_takes(other_admin, editor, record_property):
    draft = add(make_section(title="Posts", shows="posts"), GuestBlogPost(title="A draft of a post"))
    draft.save_revision()
    admin = other_admin()
    admin.enter(editor)
    admin.open(f"/admin/pages/{draft.pk}/edit/")
    admin.edit()
    preview = admin.preview()
    heading = preview.get_by_role("heading", level=1)
    expect(heading).to_have_text("A draft of a post")
    debounce = admin.page.locator(".w-preview").get_attribute("data-w-preview-auto-update-interval-value")
    delays = []
    for number in range(3):
        admin.pause()
        admin.field("Title").fill(f"Title {number}")
        typed = time.monotonic()
        expect(heading).to_have_text(f"Title {number}")
        delays.append(time.monotonic() - typed)
    record_property(
        "summary",
        f"From a key to the new text in the preview: {statistics.median(delays):.2f} s, between {min(delays):.2f} and "
        f"{max(delays):.2f} s, of which Wagtail waits {debounce} ms for the next key",
    )
