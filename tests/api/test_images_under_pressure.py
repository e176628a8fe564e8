"""Renditions when there are too many at once, or the disk, the storage or the original fails: 503, and nothing half."""

import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

from pages.images.image import Image, Rendition
from pages.images.places import Busy, place
from pages.images.sources import image_sources
from pages.images.upload_form import ImageForm
from tests.api.pictures import create, encoded, full_disk, path
from tests.content import make_post

BASE = "https://cms.example.org"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def deployment(settings, tmp_path, monkeypatch):
    settings.CMS_BASE_URL = BASE
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.RENDITION_WAIT = 0
    (tmp_path / "locks").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "locks"))
    cache.clear()


def assert_unavailable(response):
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "ETag" not in response


def files(settings):
    return sorted(found.name for found in Path(settings.MEDIA_ROOT, "images").rglob("*") if found.is_file())


# Many at once


def test_no_more_are_made_at_once_than_there_are_places(settings):
    settings.RENDITIONS_AT_ONCE, settings.RENDITION_WAIT = 2, 20
    inside, most, lock = 0, 0, threading.Lock()

    def make(_: int) -> None:
        nonlocal inside, most
        with place():
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.02)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(make, range(16)))
    assert most == 2


def test_a_full_house_is_refused_after_the_wait(settings):
    settings.RENDITIONS_AT_ONCE, settings.RENDITION_WAIT = 1, 1
    with place():
        started = time.monotonic()
        with pytest.raises(Busy), place():
            pass
        assert 0.9 < time.monotonic() - started < 5
    with place():
        pass


@pytest.mark.parametrize(
    ("pixels", "beside", "free"),
    [
        *((0, 3_000_000, True), (1_000_000, 3_000_000, True), (1_000_001, 3_000_000, False)),
        *((2_000_000, 2_000_000, True), (2_000_001, 2_000_000, False), (4_000_000, 0, False), (9_000_000, 0, False)),
    ],
)
def test_large_pictures_take_more_places(settings, pixels, beside, free):
    settings.RENDITIONS_AT_ONCE, settings.IMAGE_MEGAPIXELS = 4, 4
    with place(beside):
        if free:
            with place(pixels):
                pass
        else:
            with pytest.raises(Busy), place(pixels):
                pass
    with place(pixels), pytest.raises(Busy), place(4_000_000):
        pass


@pytest.mark.django_db
def test_a_large_picture_waits_until_no_other_is_resized(client, settings):
    settings.RENDITIONS_AT_ONCE, settings.IMAGE_MEGAPIXELS = 2, 1
    large, small = (create(encoded(PIL.Image.new("RGB", size), "PNG"), "x.png") for size in ((900, 600), (600, 400)))
    with place():
        assert_unavailable(client.get(path(large, extension="webp")))
        assert client.get(path(small, extension="webp")).status_code == 200
    assert client.get(path(large, extension="webp")).status_code == 200


@pytest.mark.django_db
def test_a_photograph_counts_as_large_as_it_is_decoded(client, settings):
    settings.RENDITIONS_AT_ONCE, settings.IMAGE_MEGAPIXELS = 2, 1
    photograph = create(encoded(PIL.Image.new("RGB", (1280, 720))))
    with place():
        assert_unavailable(client.get(path(photograph, "width-640")))
        assert client.get(path(photograph, "width-320")).status_code == 200


HOLDS_A_PLACE = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
import django
django.setup()
from django.conf import settings
settings.RENDITIONS_AT_ONCE, settings.RENDITION_WAIT = 1, 0
import tempfile
from pages.images import places
tempfile.tempdir = sys.argv[2]
with places.place():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.slow
def test_places_are_shared_by_processes_and_freed_when_one_is_killed(settings, tmp_path):
    settings.RENDITIONS_AT_ONCE = 1
    arguments = [sys.executable, "-c", HOLDS_A_PLACE, str(ROOT), str(tmp_path / "locks")]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout is not None and other.stdout.readline() == "held\n"
            with pytest.raises(Busy), place():
                pass
        finally:
            other.send_signal(signal.SIGKILL)
            other.wait()
    with place():
        pass


@pytest.mark.django_db
def test_beyond_the_bound_a_rendition_is_503_and_everything_else_is_served(client, settings):
    settings.RENDITIONS_AT_ONCE = 1
    image = create()
    made = path(image, "width-480")
    assert client.get(made).status_code == 200
    post = make_post(feature_image=image)
    with place():
        assert_unavailable(client.get(path(image)))
        assert client.get(made).status_code == 200
        shown = json.loads(client.get(f"/api/v2/posts/{post.pk}/").content)
        assert shown["feature_image"]["src"]
    assert client.get(path(image)).status_code == 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_visitors_at_once_get_the_whole_picture_and_one_is_made(settings):
    settings.RENDITIONS_AT_ONCE, settings.RENDITION_WAIT = 2, 30
    url = path(create())

    def visit(_: int) -> tuple[int, bytes]:
        try:
            response = Client().get(url)
            return response.status_code, response.content
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        answers = set(threads.map(visit, range(6)))
    assert [status for status, _ in answers] == [200]
    assert PIL.Image.open(BytesIO(answers.pop()[1])).size == (320, 213)
    assert Rendition.objects.count() == 1
    assert len(files(settings)) == 1


# Disks and storages that fail


@pytest.mark.django_db
def test_a_full_disk(client, settings):
    image = create(encoded(PIL.Image.effect_noise((900, 600), 200), quality=95))
    url = path(image, "width-640")
    with full_disk():
        response = client.get(url)
    assert_unavailable(response)
    assert not Rendition.objects.exists()
    assert files(settings) == []
    whole = client.get(url)
    assert whole.status_code == 200
    PIL.Image.open(BytesIO(whole.content)).load()


class Failing(FileSystemStorage):
    """A storage that writes half of a file, or does not respond at all."""

    def __init__(self, failing: str, location: str) -> None:
        super().__init__(location)
        self.failing = failing

    def save(self, name, content, max_length=None):
        if self.failing == "half":
            super().save(name, ContentFile(content.read()[:500]), max_length)
        raise ConnectionError("no response")

    def open(self, name, mode="rb"):
        if self.failing == "reading":
            raise ConnectionError("no response")
        return super().open(name, mode)


@pytest.mark.django_db
@pytest.mark.parametrize("failing", ["half", "writing", "reading"])
def test_a_storage_that_is_down(client, settings, monkeypatch, failing):
    image = create()
    post = make_post(feature_image=image)
    url = path(image)
    storage = Failing(failing, location=settings.MEDIA_ROOT)
    with monkeypatch.context() as patch:
        patch.setattr(Rendition._meta.get_field("file"), "storage", storage)
        patch.setattr(Image._meta.get_field("file"), "storage", storage)
        assert_unavailable(client.get(url))
        # The JSON needs no file.
        assert json.loads(client.get(f"/api/v2/posts/{post.pk}/").content)["feature_image"]["src"]
    assert not Rendition.objects.exists()
    assert files(settings) == []
    assert client.get(url).status_code == 200


@pytest.mark.django_db
def test_a_database_that_cannot_write(client, settings, monkeypatch):
    url = path(create())

    def fail(*arguments, **options):
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Rendition, "save", fail)
        assert_unavailable(client.get(url))
    assert files(settings) == []
    assert client.get(url).status_code == 200


# Large originals


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value"), [("IMAGE_MEGAPIXELS", 1), ("IMAGE_LONGEST_SIDE", 1200)])
def test_an_original_beyond_the_bounds_is_not_resized(client, settings, name, value):
    image = create(encoded(PIL.Image.new("RGB", (1201, 900), "red")))
    url = path(image)
    assert image_sources(image)["src"]
    setattr(settings, name, value)
    assert image_sources(image)["src"] is None
    assert image_sources(image)["widths"] == []
    assert_unavailable(client.get(url))
    assert not Rendition.objects.exists()


@pytest.mark.django_db
def test_a_side_that_is_too_long_is_refused_with_the_limit(settings):
    settings.IMAGE_LONGEST_SIDE = 1000
    for width, errors in ((1000, None), (1001, "the longest side may have 1000 pixels")):
        upload = SimpleUploadedFile("long.jpg", encoded(PIL.Image.new("RGB", (width, 10))), "image/jpeg")
        form = _form()(data={"title": "Long", "alt": "x"}, files={"file": upload})
        found = str(form.errors.get("file", ""))
        assert (errors is None) == (found == ""), found
        assert errors is None or errors in found


def _form():
    from wagtail.images.forms import get_image_form

    form = get_image_form(Image)
    assert issubclass(form, ImageForm)
    return form
