"""Uploaded images during development."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory

from cms.media import media, media_patterns
from cms.methods import methods_of


@pytest.mark.django_db
def test_images_are_served_with_ranges() -> None:
    name = default_storage.save("images/picture.webp", ContentFile(b"0123456789")).removeprefix("images/")
    response = media(RequestFactory().get("/", headers={"Range": "bytes=2-3"}), name=name, folder="images")
    assert (response.status_code, b"".join(response), response["Content-Type"]) == (206, b"23", "image/webp")
    response.close()


@pytest.mark.parametrize(
    "name", ["none.webp", "../documents/secret.txt", "../../test.sqlite3", "a\0b", "x" * 5000, "."]
)
def test_nothing_else_is(name: str) -> None:
    default_storage.save("documents/secret.txt", ContentFile(b"secret"))
    with pytest.raises(Http404):
        media(RequestFactory().get("/"), name=name, folder="images")


def test_the_folders() -> None:
    assert [str(pattern.pattern) for pattern in media_patterns()] == [
        "media/images/<path:name>",
        "media/original_images/<path:name>",
    ]
    assert {tuple(methods_of(pattern.callback)) for pattern in media_patterns()} == {("GET", "HEAD", "OPTIONS")}
