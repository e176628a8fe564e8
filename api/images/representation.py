"""Builds the JSON of an image."""

from collections.abc import Iterable
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached

from api.formats.links import detail_url
from api.images.levels import FULL, LEVELS
from pages.images.sources import (
    KEPT_SOURCES,
    PORTRAIT,
    ImageSources,
    image_sources,
    original_url,
    version_key,
)
from pages.models import Image

_CROP_NAMES = ("src", "srcset", "width", "height", "sources")


def represent_image(
    image: Image,
    *,
    alt: str | None = None,
    decorative: bool = False,
    crops: Iterable[str] = (),
    use: str | None = None,
    level: str = FULL,
) -> dict[str, Any]:
    """Return the image object of the API. ``alt`` overrides the image's alternative text unless it is ``None``.

    ``use`` is ``PORTRAIT`` or ``LOGO`` for the small sizes of ``pages.images.sources``. ``level`` is one of ``LEVELS``
    but ``none``.
    """
    meta, sources = _meta_and_sources(image, use)
    decorative = decorative or (image.decorative and not alt)
    is_cut = use == PORTRAIT
    value: dict[str, Any] = {
        "id": image.pk,
        "meta": meta,
        "title": image.title,
        "alt": "" if decorative else (alt or image.alt),
        "decorative": decorative,
        "caption": image.caption,
        "credit": image.credit,
        "animated": image.animated,
        # A square is cut around the focal point already.
        "focal_point": None if is_cut else image.focal_point,
        "placeholder": {
            "color": image.dominant_color,
            # A small picture is there as soon as a placeholder that is in the response would be.
            "data_uri": None if use else image.placeholder or None,
        },
        **sources,
    }
    names = list(crops)
    if names:
        value["crops"] = {name: represent_crop(image, name) for name in names}
    return at_level(value, level)


def at_level(value: dict[str, Any], level: str) -> dict[str, Any]:
    """Return what a level has of a full image object."""
    kept = LEVELS[level]
    if kept is None:
        return value
    lean = {name: value[name] for name in kept if name in value}
    if "placeholder" in lean:
        lean["placeholder"] = {"color": value["placeholder"]["color"]}
    return lean


@cached(LRUCache(KEPT_SOURCES), key=version_key, lock=Lock())
def _meta_and_sources(image: Image, use: str | None = None) -> tuple[dict[str, str], ImageSources]:
    """Return the ``meta`` and sources, which are the same wherever an image is shown and slow to build.

    They are cached and must not be changed.
    """
    meta = {
        "type": "pages.Image",
        "detail_url": detail_url("images", image.pk),
        "download_url": original_url(image),
    }
    return meta, image_sources(image, use)


def represent_crop(image: Image, crop: str) -> dict[str, Any]:
    """Return one crop of an image: its default and responsive sources and its size."""
    sources: Any = image_sources(image, crop)
    return {name: sources[name] for name in _CROP_NAMES}
