"""What is uploaded or sent: at the limit it is taken, and one beyond is refused with the limit."""

import re
from io import BytesIO
from itertools import product
from typing import Any
from urllib.parse import urlencode

import PIL.Image
import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from pages.images.image import Image
from pages.models import GuestBlogPost, User
from tests.content import add, home
from tests.pages.form_data import post_data

pytestmark = pytest.mark.django_db

MB = 2**20
LARGEST_UPLOAD = 20 * MB
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=limit"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def errors(form_class: Any, file: SimpleUploadedFile) -> str:
    """Return what a form says about a file, or nothing if it takes it."""
    data = {"title": "A", "collection": Collection.get_first_root_node().pk}
    user = User.objects.get_or_create(email="a@example.org", is_superuser=True)[0]
    form = form_class(data, {"file": file}, user=user)
    assert form.is_valid() == ("file" not in form.errors), form.errors
    return " ".join(form.errors.get("file", []))


def picture(width: int, height: int, size: int = 0) -> SimpleUploadedFile:
    """A picture whose file has this size, in bytes: decoders pass over what follows the end of a picture."""
    stream = BytesIO()
    PIL.Image.new("L", (width, height)).save(stream, "PNG")
    return SimpleUploadedFile("a.png", stream.getvalue().ljust(size, b"\0"), "image/png")


def test_the_size_of_a_document() -> None:
    form = get_document_form(Document)
    assert errors(form, SimpleUploadedFile("a.txt", b"x" * LARGEST_UPLOAD)) == ""
    assert "20.0\xa0MB" in errors(form, SimpleUploadedFile("a.txt", b"x" * (LARGEST_UPLOAD + 1)))


def test_the_size_of_an_image() -> None:
    form = get_image_form(Image)
    assert errors(form, picture(10, 10, LARGEST_UPLOAD)) == ""
    assert "20.0\xa0MB" in errors(form, picture(10, 10, LARGEST_UPLOAD + 1))


@pytest.mark.parametrize(
    ("width", "height", "sentence"),
    [
        *((10_000, 5_000, ""), (10_000, 5_001, r"50010000.*50000000")),
        *((20_000, 1, ""), (1, 20_001, "20001 pixels long; the longest side may have 20000 pixels")),
    ],
)
def test_the_pixels_of_an_image(width: int, height: int, sentence: str) -> None:
    said = errors(get_image_form(Image), picture(width, height))
    assert bool(said) == bool(sentence)
    assert re.search(sentence, said), said


def edit(draft: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[draft.pk])


def encoded(data: dict[str, Any], content_type: str) -> bytes:
    if content_type == FORM:
        return urlencode(data).encode()
    parts = (f'--limit\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{data[name]}\r\n' for name in data)
    return "".join([*parts, "--limit--\r\n"]).encode()


@pytest.mark.parametrize("checks", [False, True])
@pytest.mark.parametrize("content_type", [FORM, MULTIPART])
@pytest.mark.slow
def test_the_text_of_a_form(content_type: str, checks: bool, admin_user: User) -> None:
    """Whether or not the CSRF token is looked for in the form."""
    client = Client(enforce_csrf_checks=checks)
    client.force_login(admin_user)
    draft = add(home(), GuestBlogPost(title="A draft"))
    most = configured.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert most == 10 * MB
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(edit(draft)).text)
    assert token is not None
    data = {**post_data(title="Typed"), "csrfmiddlewaretoken": token[1], "more": ""}
    # In parts, names and values count, with two bytes for what is between them.
    in_parts = sum(len(name) + len(str(value).encode()) + 2 for name, value in data.items())
    counted = len(encoded(data, FORM)) if content_type == FORM else in_parts
    for beyond, title, accept in product((0, 1), ("Typed", "Other"), ("text/html", "application/json")):
        sent = {**data, "title": title, "more": "x" * (most - counted + beyond)}
        response = client.post(edit(draft), encoded(sent, content_type), content_type, headers={"accept": accept})
        stored = GuestBlogPost.objects.get(pk=draft.pk).get_latest_revision_as_object().title
        if beyond:
            assert (response.status_code, stored) == (413, "Other")
            assert "Nothing was saved. One form may have 10 MB of text" in response.text
            assert response["Content-Type"].startswith(accept)
        else:
            assert response.status_code in (200, 302)
            assert stored == title


def test_the_number_of_fields(admin_client: Client) -> None:
    draft = add(home(), GuestBlogPost(title="A draft"))
    data = {**post_data(title="Typed"), "csrfmiddlewaretoken": "x"}
    more = {f"more-{number}": "x" for number in range(10_000 - len(data))}
    assert admin_client.post(edit(draft), urlencode({**data, **more}), FORM).status_code == 302
    refused = admin_client.post(edit(draft), urlencode({**data, **more, "title": "Other", "z": ""}), FORM)
    assert refused.status_code == 413
    assert "One form may have 10,000 fields" in refused.text
    assert GuestBlogPost.objects.get(pk=draft.pk).get_latest_revision_as_object().title == "Typed"


def test_the_number_of_files(admin_client: Client) -> None:
    url = reverse("wagtailimages:add_multiple")
    for number, status in ((100, 200), (101, 413)):
        files = [SimpleUploadedFile("a.png", b"x") for _ in range(number)]
        response = admin_client.post(url, {"files[]": files}, headers={"accept": "application/json"})
        assert response.status_code == status
        assert ("One form may have 100 files" in response.json()["error_message"]) == (number > 100)


def test_what_is_refused_for_another_reason_keeps_django_s_answer(admin_client: Client, client: Client) -> None:
    refused = admin_client.get("/admin/", headers={"host": "a b"})
    assert refused.status_code == 400
    assert "Nothing was saved" not in refused.text
    assert client.post("/_util/login/", "x" * (10 * MB + 1), FORM).status_code == 400
