"""An image as the API serves it, ready to show."""

from collections.abc import Iterable
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached

from api.formats.links import detail_url
from pages.images.renditions import KEPT_SOURCES, ImageSources, image_sources, original_url, version_key
from pages.models import Image


def represent_image(
    image: Image, *, alt: str | None = None, decorative: bool = False, crops: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the contract's image object. ``alt`` is what the use says of it; ``None`` leaves the image's own."""
    meta, sources = _addresses(image)
    decorative = decorative or (image.decorative and not alt)
    value: dict[str, Any] = {
        "id": image.pk,
        "meta": meta,
        "title": image.title,
        "alt": "" if decorative else (alt or image.alt),
        "decorative": decorative,
        "caption": image.caption,
        "credit": image.credit,
        "focal_point": image.focal_point,
        "placeholder": {"color": image.dominant_color, "data_uri": image.placeholder or None},
        **sources,
    }
    names = list(crops)
    if names:
        value["crops"] = {name: represent_crop(image, name) for name in names}
    return value


@cached(LRUCache(KEPT_SOURCES), key=version_key, lock=Lock())
def _addresses(image: Image) -> tuple[dict[str, str], ImageSources]:
    """Return what is the same wherever an image is shown, and takes longest to make. Nobody may change it."""
    meta = {
        "type": "pages.Image",
        "detail_url": detail_url("images", image.pk),
        "download_url": original_url(image),
    }
    return meta, image_sources(image)


def represent_crop(image: Image, crop: str) -> dict[str, Any]:
    """Return one cut of an image: its default and responsive sources and its size."""
    sources = image_sources(image, crop)
    return {name: sources[name] for name in ("src", "srcset", "width", "height")}
