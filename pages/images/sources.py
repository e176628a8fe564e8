"""The URLs of an image in all sizes and formats on offer, for `<img>` and `<picture>`.

Everything is computed from the attributes of an image, without a query or an open file.

The fallback format, used in `src` and `srcset`, is JPEG. Originals of a type that can be transparent (PNG, GIF, WebP,
AVIF and the like), as judged by the file extension, fall back to WebP instead. Social cards are always JPEG, because
link previews support little else; transparency becomes white there. Images too tall for WebP and AVIF are offered as
JPEG only. Portraits and logos are small, so that AVIF would save little: they are offered as WebP and the fallback.
"""

from pathlib import PurePosixPath
from threading import Lock
from typing import Any, TypedDict

from cachetools import LRUCache, cached
from django.conf import settings
from wagtail.images.models import AbstractImage

from pages.images.addresses import picture_url
from pages.images.renditions import (
    AVIF,
    CROPS,
    JPEG,
    SMALLEST_WIDTH,
    WEBP,
    WIDTHS,
    ImageFormat,
    rendition_size,
)
from pages.images.sizes import too_large

TRANSPARENT_EXTENSIONS = frozenset({".png", ".gif", ".webp", ".avif", ".ico"})

PORTRAIT, LOGO = "portrait", "logo"
"""How small pictures are shown: people cut to a square around the focal point, logos whole."""

USES: dict[str | None, dict[str, int]] = {
    None: {f"{width}": width for width in WIDTHS},
    **{crop: {f"{crop}-{width}": width for width, _ in sizes} for crop, sizes in CROPS.items()},
    PORTRAIT: {f"square-{width}": width for width, _ in CROPS["square"]},
    LOGO: {f"{width}": width for width in (SMALLEST_WIDTH, 320, 640)},
}
"""The sizes on offer by use, smallest first, each with the width in pixels of an original that is large enough."""

DEFAULT_WIDTHS = {None: 1280, PORTRAIT: 320, LOGO: 320}
"""The width in pixels at ``src``, by use. Of others it is the largest."""

#: The number of images and crops whose sources are cached, at a few kilobytes each.
KEPT_SOURCES = 5000


class ImageWidth(TypedDict):
    width: int
    url: str


class ImageSource(TypedDict):
    type: str
    srcset: str


class ImageSources(TypedDict):
    """The data for a `<picture>`; `width` and `height` are the original's pixels, or those of what is cut at `src`.

    ``url_template`` becomes the URL of any rendition of the whole image with ``{size}``, a name of
    ``pages.images.renditions.SPECS``, and ``{format}`` filled in.
    """

    src: str | None
    srcset: str
    width: int | None
    height: int | None
    widths: list[ImageWidth]
    sources: list[ImageSource]
    url_template: str | None


def version_key(image: AbstractImage, use: str | None = None) -> tuple[Any, ...]:
    """Return every value that the URLs of an image, whole or in another use, depend on."""
    stored = image.__dict__.get("file")
    # An image that was just read has the path itself, which takes no file object.
    path = stored if isinstance(stored, str) else image.file.name
    focal_area = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
    addresses = (settings.IMAGE_SIGNING_KEY, settings.CMS_BASE_URL, settings.MEDIA_URL)
    deployment = (*addresses, settings.IMAGE_MEGAPIXELS, settings.IMAGE_LONGEST_SIDE)
    return (image.pk, image.file_hash, image.width, image.height, path, *focal_area, use, *deployment)


@cached(LRUCache(KEPT_SOURCES), key=version_key, lock=Lock())
def image_sources(image: AbstractImage, use: str | None = None) -> ImageSources:
    """Return the URLs of an image: whole, cropped to one of `CROPS`, as a portrait or a logo.

    Raise ``KeyError`` if the use is unknown. An image that cannot be resized (an SVG, or one that is too large or of
    unknown size) has no URLs, and `src` is ``None``. The results depend on the version of the image only and are
    cached, so callers must not change them.
    """
    sizes = _distinct_sizes(image, use)
    formats = _formats(image, use, max((max(size) for size in sizes.values()), default=0))
    base = picture_url(image)
    by_format = {
        format: [ImageWidth(width=width, url=f"{base}{spec}.{format.extension}") for spec, (width, _) in sizes.items()]
        for format in formats
    }
    # The fallback is the last one.
    _, widths = by_format.popitem() if by_format else (None, [])
    most = DEFAULT_WIDTHS.get(use, max(USES[use].values()))
    at = max((place for place, entry in enumerate(widths) if entry["width"] <= most), default=0)
    is_cut = use in CROPS or use == PORTRAIT
    width, height = list(sizes.values())[at] if widths and is_cut else (image.width, image.height)
    return ImageSources(
        src=widths[at]["url"] if widths else None,
        srcset=_srcset(widths),
        width=width or None,
        height=height or None,
        widths=widths,
        sources=[ImageSource(type=format.media_type, srcset=_srcset(entries)) for format, entries in by_format.items()],
        url_template=f"{base}{{size}}.{{format}}" if widths else None,
    )


def original_url(image: AbstractImage) -> str:
    """Return the URL of the uploaded file. It does not expire."""
    url: str = image.file.url
    return url


def _distinct_sizes(image: AbstractImage, use: str | None) -> dict[str, tuple[int, int]]:
    """Return the sizes by spec, up to the first one that the original is too small to fill."""
    requested = USES[use]
    sizes: dict[str, tuple[int, int]] = {}
    if not image.width or not image.height or image.is_svg() or too_large(image.width, image.height):
        return sizes
    for spec, width in requested.items():
        size = rendition_size(image, spec)
        if size[0] not in {known for known, _ in sizes.values()}:
            sizes[spec] = size
        if size[0] < width:
            break
    return sizes


def _formats(image: AbstractImage, use: str | None, longest_side: int) -> list[ImageFormat]:
    """Return the formats to offer, the fallback last, or none if no rendition can be created."""
    may_be_transparent = PurePosixPath(image.file.name).suffix.lower() in TRANSPARENT_EXTENSIONS
    wanted = [JPEG] if use == "social" else [AVIF, WEBP] if may_be_transparent else [AVIF, WEBP, JPEG]
    if use in (PORTRAIT, LOGO):
        wanted.remove(AVIF)
    possible = [format for format in wanted if longest_side <= format.longest_side] or [JPEG]
    return possible if 0 < longest_side <= JPEG.longest_side else []


def _srcset(widths: list[ImageWidth]) -> str:
    return ", ".join(f"{entry['url']} {entry['width']}w" for entry in widths)
