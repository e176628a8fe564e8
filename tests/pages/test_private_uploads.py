"""Uploads are private: what is in a bucket can be read by nobody else, and `check --deploy` finds out if it can."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import urllib3
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from pages.checks import check_uploads_are_private
from pages.uploads.paths import unguessable_path
from tests.buckets import Bucket
from tests.content import make_document, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nowhere(settings: Any, tmp_path: Path) -> None:
    """An address of the CMS at which nothing listens, and a folder of uploads."""
    settings.CMS_BASE_URL = "http://127.0.0.1:1"
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def uploads(settings: Any, bucket: Bucket) -> Bucket:
    """The bucket of the uploads."""
    # Renditions of an image with the same key and file, which another test has put elsewhere.
    cache.clear()
    backend = {"BACKEND": "pages.uploads.bucket.PrivateBucket", "OPTIONS": bucket.options()}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    return bucket


def found() -> list[tuple[str | None, str]]:
    return [(message.id, message.msg) for message in check_uploads_are_private()]


def test_names_in_a_bucket_cannot_be_guessed(uploads: Bucket) -> None:
    document, image = make_document(), make_image()
    rendition = image.get_rendition("max-165x165")
    paths = [document.file.name, image.file.name, rendition.file.name]
    assert sorted(uploads.names()) == sorted(paths)
    for path in paths:
        folder, token, name = path.split("/")
        assert folder in ("documents", "original_images", "images") and len(token) == 22 and name
    # What visitors see is its name alone.
    assert document.filename == document.file.name.rpartition("/")[2] and document.url.endswith(document.filename)


def test_long_names_fit(uploads: Bucket) -> None:
    name = storages["default"].save(f"documents/{'x' * 200}.pdf", ContentFile(b"x"), max_length=100)
    assert len(name) <= 100 and name.endswith(".pdf")
    assert len(unguessable_path("documents/" + "x" * 200 + ".pdf")) == 95


def test_nothing_in_the_bucket_can_be_read_without_a_key(uploads: Bucket) -> None:
    make_document()
    make_image().get_rendition("max-165x165")
    for key in uploads.names():
        assert urllib3.request("GET", f"{uploads.endpoint}/{uploads.name}/{key}").status == 403
    assert found() == []


@pytest.mark.parametrize("folder", ["documents", "original_images", "images"])
def test_a_folder_that_everybody_can_read_is_named(uploads: Bucket, folder: str) -> None:
    before = uploads.names()
    uploads.let_everybody_read(f"{folder}/*")
    ((number, sentence),) = found()
    assert number == "pages.E002" and "Anybody can read" in sentence and f"/{uploads.name}/{folder}/" in sentence
    assert "was read without credentials" in sentence
    # What was tried is gone again.
    assert uploads.names() == before


def test_a_single_file_that_everybody_can_read_is_named(uploads: Bucket) -> None:
    document = make_document()
    uploads.client.put_object_acl(Bucket=uploads.name, Key=document.file.name, ACL="public-read")
    ((_, sentence),) = found()
    assert document.file.name in sentence


def test_a_bucket_that_does_not_respond_is_named(uploads: Bucket) -> None:
    uploads.client.delete_bucket(Bucket=uploads.name)
    ((number, sentence),) = found()
    assert number == "pages.W003" and "could not be tried" in sentence


@pytest.fixture
def web_server(tmp_path: Path, settings: Any) -> Iterator[None]:
    """A web server that gives away the folder of uploads, as files for versions before this check had it."""

    class Files(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = tmp_path / self.path.removeprefix("/media/")
            self.send_response(200 if path.is_file() else 404)
            self.end_headers()
            self.wfile.write(path.read_bytes() if path.is_file() else b"")

        def log_message(self, *_: Any) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        settings.CMS_BASE_URL = f"http://127.0.0.1:{server.server_port}"
        yield
        server.shutdown()
        thread.join()


def test_a_web_server_that_gives_files_away_is_found(web_server: None) -> None:
    assert [(number, "/media/" in sentence) for number, sentence in found()] == [("pages.E002", True)] * 3


def test_a_folder_behind_the_cms_is_private() -> None:
    assert found() == []
