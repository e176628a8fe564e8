"""Decodes what Willow decodes as a whole, or not at all: large photographs and animations."""

from typing import IO, Any

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile
from willow.plugins.pillow import PillowImage

from pages.images.placeholders import upright_size


def decoded_at(original: Any, scale: int, size: tuple[int, int]) -> PillowImage | None:
    """Return a JPEG decoded at a half, a quarter or an eighth of its size.

    ``original`` is Willow's image file. Return ``None`` if its upright size is not ``size``.
    """
    original.f.seek(0)
    if upright_size(original.f) != size:
        return None
    picture = Image.open(original.f)
    if not isinstance(picture, JpegImageFile):
        return None
    picture.draft(None, (max(1, picture.width // scale), max(1, picture.height // scale)))
    return _loaded(picture, original.format_name)


def first_frame(stream: IO[bytes] | Any) -> PillowImage:
    """Return the first frame of an animation of any format; Willow does not know animated PNG and AVIF."""
    stream.seek(0)
    picture = Image.open(stream)
    return _loaded(picture, (picture.format or "").lower())


def _loaded(picture: Image.Image, format_name: str) -> PillowImage:
    picture.load()
    decoded = PillowImage(picture)
    # Wagtail asks for it.
    decoded.format_name = format_name
    return decoded
