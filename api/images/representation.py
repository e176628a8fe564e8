"""Builds the JSON of an image."""

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
    """Return the image object of the API. ``alt`` overrides the image's alternative text unless it is ``None``."""
    meta, sources = _meta_and_sources(image)
    decorative = decorative or (image.decorative and not alt)
    value: dict[str, Any] = {
        "id": image.pk,
        "meta": meta,
        "title": image.title,
        "alt": "" if decorative else (alt or image.alt),
        "decorative": decorative,
        "caption": image.caption,
        "credit": image.credit,
        "animated": image.animated,
        "focal_point": image.focal_point,
        "placeholder": {"color": image.dominant_color, "data_uri": image.placeholder or None},
        **sources,
    }
    names = list(crops)
    if names:
        value["crops"] = {name: represent_crop(image, name) for name in names}
    return value


@cached(LRUCache(KEPT_SOURCES), key=version_key, lock=Lock())
def _meta_and_sources(image: Image) -> tuple[dict[str, str], ImageSources]:
    """Return the ``meta`` and sources, which are the same wherever an image is shown and slow to build.

    They are cached and must not be changed.
    """
    meta = {
        "type": "pages.Image",
        "detail_url": detail_url("images", image.pk),
        "download_url": original_url(image),
    }
    return meta, image_sources(image)


def represent_crop(image: Image, crop: str) -> dict[str, Any]:
    """Return one crop of an image: its default and responsive sources and its size."""
    sources = image_sources(image, crop)
    return {name: sources[name] for name in ("src", "srcset", "width", "height")}
