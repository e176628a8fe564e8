"""The image of an entry as an enclosure."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.utils.feedgenerator import Enclosure

from pages.images.renditions import IMAGE_FORMATS


def enclosures(image: dict[str, Any] | None) -> list[Enclosure]:
    """Return the enclosure of an image object of the API, or nothing without one.

    Its length is 0, which means unknown, since renditions are created when they are first requested.
    """
    if image is None:
        return []
    extension = PurePosixPath(urlsplit(image["src"]).path).suffix.removeprefix(".")
    return [Enclosure(image["src"], "0", IMAGE_FORMATS[extension].media_type)]
