"""Tells pictures that move from those that do not."""

from typing import IO, Any

from PIL import Image, UnidentifiedImageError

#: In other formats, such as photos, a second picture is no frame but a preview or a map of depths.
_FORMATS = ("AVIF", "GIF", "PNG", "WEBP")


def is_animated(stream: IO[bytes] | Any) -> bool:
    """Tell whether the image in a file has several frames. Pillow may raise any error on damage.

    The file is read from its beginning, and left there.
    """
    stream.seek(0)
    try:
        return bool(getattr(Image.open(stream, formats=_FORMATS), "is_animated", False))
    except UnidentifiedImageError:
        return False
    finally:
        stream.seek(0)
