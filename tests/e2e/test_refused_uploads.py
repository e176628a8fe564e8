"""A file that was refused says why, and nobody is asked to describe it."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.content import picture_file
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

DESCRIBE = "Please provide an image description"
#: The form for several files, a file that it refuses, and the sentence for it.
REFUSED = {
    "a drawing": ("/admin/images/multiple/add/", "page.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "failed"),
    "no picture": ("/admin/images/multiple/add/", "picture.jpg", b"not a picture", "not an image"),
    "a program": ("/admin/documents/multiple/add/", "program.exe", b"MZ", "File extension “exe” is not allowed."),
}


def upload(admin: Admin, address: str, name: str, content: bytes) -> Locator:
    """Upload a file in the form for several files, and return its row."""
    admin.open(address)
    file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    admin.page.locator("input[type=file]").set_input_files(file)
    return admin.page.locator("#upload-list > li")


@pytest.fixture
def uploader(admin: Admin, editor: Any, settings: Any, tmp_path: Path) -> Admin:
    settings.MEDIA_ROOT = str(tmp_path)
    admin.enter(editor)
    return admin


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refused_file_says_why_and_asks_for_no_description(uploader: Admin, kind: str) -> None:
    address, name, content, sentence = REFUSED[kind]
    row = upload(uploader, address, name, content)
    expect(row).to_have_class(re.compile("upload-failure"))
    expect(row.get_by_text(sentence).filter(visible=True).first).to_be_visible()
    expect(row.get_by_text(DESCRIBE).filter(visible=True)).to_have_count(0)


def test_a_picture_that_is_taken_is_to_be_described(uploader: Admin) -> None:
    row = upload(uploader, "/admin/images/multiple/add/", "picture.jpg", picture_file().read())
    expect(row).to_have_class(re.compile("upload-success"))
    expect(row.get_by_text(DESCRIBE)).to_be_visible()
