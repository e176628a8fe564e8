"""Originals and the editor's renditions are served to those who may see them, from a folder and from a bucket."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from pages.images.image import Image
from pages.models import User
from tests.buckets import Bucket
from tests.content import make_document, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> str:
    """Where the uploads are."""
    settings.MEDIA_ROOT = str(tmp_path)
    # Of renditions, which have the same keys in every test.
    cache.clear()
    if request.param == "bucket":
        bucket: Bucket = request.getfixturevalue("bucket")
        backend = {"BACKEND": "pages.uploads.bucket.PrivateBucket", "OPTIONS": bucket.options()}
        settings.STORAGES = {**settings.STORAGES, "default": backend}
    return str(request.param)


@pytest.fixture
def image() -> Image:
    return make_image()


@pytest.fixture
def private() -> Image:
    """An image in a collection of which only one group has permissions, and which the public may not see."""
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return make_image(collection=collection)


@pytest.fixture
def reader() -> Client:
    """A browser in which somebody is signed in who may enter the editor, and has no permission for images."""
    user = User.objects.create_user(email="reader@example.org", password="a password for tests")
    user.user_permissions.add(permission("access_admin"))
    return signed_in(user)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def permission(name: str) -> Any:
    return Permission.objects.get(codename=name, content_type__app_label__in=["pages", "wagtailadmin"])


def content(response: Any) -> bytes:
    found: bytes = b"".join(response.streaming_content)
    return found


def test_everybody_gets_a_public_original(client: Client, image: Image) -> None:
    response = client.get(image.file.url)
    assert image.file.url.startswith("/media/original_images/") and response.status_code == 200
    with image.open_file() as file:
        assert content(response) == file.read()
    assert response["Content-Type"] == "image/jpeg" and response["Cache-Control"] == "public, no-cache"
    assert response["Cache-Tag"] == f"image:{image.pk}" and "Cookie" not in response.get("Vary", "")
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )
    assert client.get(image.file.url, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert content(client.get(image.file.url, headers={"Range": "bytes=0-1"})) == b"\xff\xd8"


def test_a_private_original_is_for_those_with_a_permission(client: Client, private: Image, reader: Client) -> None:
    assert client.get(private.file.url).status_code == 404
    assert reader.get(private.file.url).status_code == 404
    group = Group.objects.create(name="Of the collection")
    user = User.objects.create_user(email="of-the-collection@example.org", password="a password for tests")
    user.groups.add(group)
    GroupCollectionPermission.objects.create(
        group=group, collection=private.collection, permission=permission("choose_image")
    )
    response = signed_in(user).get(private.file.url)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-cache")
    assert "Cache-Tag" not in response
    assert content(response)


def test_an_original_is_private_at_once(client: Client, image: Image) -> None:
    assert content(client.get(image.file.url))
    CollectionViewRestriction.objects.create(
        collection=image.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert client.get(image.file.url).status_code == 404


def test_renditions_by_their_path_are_for_the_editor(client: Client, image: Image, reader: Client) -> None:
    rendition = image.get_rendition("max-165x165")
    assert client.get(rendition.url).status_code == 404
    response = reader.get(rendition.url)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, max-age=3600")
    assert content(response)


def test_a_document_has_no_address_but_that_of_the_view(client: Client, reader: Client, place: str) -> None:
    document = make_document()
    assert content(client.get(document.url))
    for browser in (client, reader):
        assert browser.get(document.file.url).status_code == 404
        assert browser.get(f"/media/original_images/../{document.file.name}").status_code == 404


@pytest.mark.parametrize("name", ["none.webp", "../documents/secret.txt", "a\0b", "x" * 2000, "%00", ""])
@pytest.mark.parametrize("folder", ["original_images", "images"])
def test_nothing_else_is_there(client: Client, reader: Client, folder: str, name: str) -> None:
    assert client.get(f"/media/{folder}/{name}").status_code == 404
    assert reader.get(f"/media/{folder}/{name}").status_code == 404


def test_a_file_that_is_missing(client: Client, image: Image) -> None:
    image.file.storage.delete(image.file.name)
    assert client.get(image.file.url).status_code == 404


def test_other_methods(client: Client, image: Image) -> None:
    assert client.head(image.file.url).status_code == 200
    assert client.post(image.file.url).status_code == 405
    assert client.options(image.file.url)["Allow"] == "GET, HEAD, OPTIONS"
