"""The picture of an entry as an enclosure."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.utils.feedgenerator import Enclosure

from pages.images.renditions import IMAGE_FORMATS


def enclosures(image: dict[str, Any] | None) -> list[Enclosure]:
    """Return an image of the API as an enclosure, if there is one.

    Its length is not known, since pictures are made when they are first asked for; feeds say 0 then.
    """
    if image is None:
        return []
    extension = PurePosixPath(urlsplit(image["src"]).path).suffix.removeprefix(".")
    return [Enclosure(image["src"], "0", IMAGE_FORMATS[extension].media_type)]
