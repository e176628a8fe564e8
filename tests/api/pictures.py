"""Pictures, their renditions, and what keeps these from being made."""

import resource
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import PIL.Image
from django.core.files.base import ContentFile

from pages.images.addresses import rendition_url
from pages.images.image import Image


def encoded(picture: PIL.Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    """Return the file of a picture."""
    stream = BytesIO()
    picture.save(stream, format, **options)
    return stream.getvalue()


def create(content: bytes | None = None, name: str = "photo.jpg", **fields: Any) -> Image:
    """Store an image, by default of noise."""
    content = encoded(PIL.Image.effect_noise((900, 600), 60)) if content is None else content
    image: Image = Image.objects.create(title="Photo", alt="Noise", file=ContentFile(content, name), **fields)
    return image


def path(image: Image, spec: str = "width-320", extension: str = "jpg") -> str:
    """Return the path of a rendition."""
    return urlsplit(rendition_url(image, spec, extension)).path


@contextmanager
def own_places() -> Iterator[None]:
    """Take no places for renditions from other processes of this machine inside the block."""
    with tempfile.TemporaryDirectory() as folder, patch.object(tempfile, "tempdir", folder):
        yield


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow beyond a few kilobytes inside the block, as on a disk without space."""
    before, handled = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handled)


def damaged(image: Image) -> None:
    """Cut the original of an image after its first bytes."""
    Path(image.file.path).write_bytes(Path(image.file.path).read_bytes()[:200])
