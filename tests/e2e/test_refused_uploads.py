"""A file that was refused says why and is not to be described, and what is typed about one that was taken is kept."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Route, expect

from pages.models import Image
from tests.content import picture_file
from tests.e2e.conftest import PASSWORD, Admin, Traffic

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

DESCRIBE = "Please provide an image description"
IMAGES, DOCUMENTS = "/admin/images/multiple/add/", "/admin/documents/multiple/add/"
PICTURE = picture_file().read()
FORMAT = "Pictures in this format are not taken, because not every browser shows them. Save it as a JPEG or PNG file"
#: Files that each form refuses, and the sentences for them.
REFUSED = {
    IMAGES: [
        ("page.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", FORMAT),
        ("photo.HEIC", b"\0\0\0\x18ftypheic", FORMAT),
        ("picture.jpg", b"not a picture", "not an image"),
        ("cut.jpg", PICTURE[:80], "not an image"),
        ("picture.png", PICTURE, "ends in .png, but it is a picture of the format jpeg. Give the file the ending"),
        ("large.jpg", PICTURE + bytes(20 * 2**20), "This file is too big. Maximum filesize 20.0\xa0MB."),
    ],
    DOCUMENTS: [
        ("program.exe", b"MZ", "File extension “exe” is not allowed."),
        ("large.pdf", bytes(20 * 2**20 + 1), "This file is too big. Maximum filesize 20.0\xa0MB."),
    ],
}
#: What happens to a request, and the sentence for it.
UNANSWERED = {
    0: "The CMS did not answer. Choose the file again.",
    413: "The file is larger than the server takes. Choose a smaller one.",
    500: "The CMS could not do this just now. Choose the file again.",
}


def upload(admin: Admin, folder: Path, name: str, content: bytes) -> Locator:
    """Upload a file in the form for several files, and return its row."""
    file = folder / name
    file.write_bytes(content)
    rows = admin.page.locator("#upload-list > li")
    before = rows.count()
    admin.page.locator("input[type=file]").set_input_files(file)
    return rows.nth(before)


def answer_with(status: int) -> Callable[[Route], None]:
    """Return a handler of requests that answers as a proxy would, or not at all if the status is 0."""
    return lambda route: route.fulfill(status=status, body="<h1>A proxy says so</h1>") if status else route.abort()


def expect_refused(row: Locator, sentence: str) -> None:
    expect(row).to_have_class(re.compile("upload-failure"))
    expect(row.get_by_text(sentence).filter(visible=True)).to_have_count(1)
    expect(row.get_by_text(DESCRIBE).or_(row.get_by_text("Report this")).filter(visible=True)).to_have_count(0)


@pytest.fixture
def uploader(admin: Admin, editor: Any, settings: Any, tmp_path: Path) -> Admin:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    admin.enter(editor)
    return admin


@pytest.mark.parametrize("address", REFUSED, ids=["images", "documents"])
def test_a_file_that_is_not_taken_says_why(uploader: Admin, traffic: Traffic, tmp_path: Path, address: str) -> None:
    uploader.open(address)
    for name, content, sentence in REFUSED[address]:
        expect_refused(upload(uploader, tmp_path, name, content), sentence)
    for status, sentence in UNANSWERED.items():
        uploader.page.route(f"**{address}", answer_with(status), times=1)
        expect_refused(upload(uploader, tmp_path, "picture.jpg", PICTURE), sentence)
    traffic.failures.clear()


def test_what_is_typed_about_a_picture_that_is_taken_is_kept(uploader: Admin, editor: Any, tmp_path: Path) -> None:
    uploader.open(IMAGES)
    row = upload(uploader, tmp_path, "picture.jpg", PICTURE)
    expect(row).to_have_class(re.compile("upload-success"))
    expect(row.get_by_text(DESCRIBE)).to_be_visible()
    row.get_by_label("Title").fill("A bridge")
    update = row.get_by_role("button", name="Update")
    said = uploader.page.locator(".messages")

    uploader.page.route(f"**/admin/images/multiple/{Image.objects.get().pk}/**", lambda route: route.abort(), times=1)
    with uploader.page.expect_response("**/admin/session/"):
        update.click()
    expect(said).to_contain_text("The CMS did not answer. What you typed is kept. Please try again.")
    expect(row.get_by_label("Title")).to_have_value("A bridge")

    Session.objects.all().delete()
    update.click()
    dialog = uploader.page.get_by_role("dialog", name="You are signed out. Sign in again: your text is kept.")
    dialog.get_by_label("E-mail address").fill(editor.email)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(said).to_contain_text("You are signed in again. What you typed is kept. Please try again.")
    update.click()
    expect(row).to_have_count(0)
    assert Image.objects.get().title == "A bridge"
