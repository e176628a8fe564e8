"""The fixed set of image sizes that frontends may request, and their signed URLs.

Everything is computed from the attributes of an image, without a query or an open file. Sizes come from the Wagtail
code that later creates the file, so the served file has the announced size, even if a small original is not enlarged.

The fallback format, used in `src` and `srcset`, is JPEG. Originals of a type that can be transparent (PNG, GIF, WebP,
AVIF and the like), as judged by the file extension, fall back to WebP instead. Social cards are always JPEG, because
link previews support little else; transparency becomes white there. Images too tall for WebP and AVIF are offered as
JPEG only. Of animations, only the first frame is served.
"""

import hashlib
import hmac
import math
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import PurePosixPath
from threading import Lock
from typing import Any, NamedTuple, TypedDict

from cachetools import LRUCache, cached
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import constant_time_compare
from wagtail.images.image_operations import ImageTransform
from wagtail.images.models import AbstractImage, Filter
from willow.image import JPEGImageFile
from willow.plugins.pillow import PillowImage

from pages.images.decoding import decoded_at, first_frame
from pages.images.placeholders import displayable
from pages.images.sizes import too_large

JPEG_EXTENSIONS = frozenset({".jpg", ".jpeg"})
JPEG_SCALES = (2, 4, 8)
"""By how much a JPEG can be smaller when it is decoded."""

DECODED_SIZE = 2
"""How many times the size of a rendition the picture has at least from which it is made, if the original has."""

DEFAULT_WIDTH = 1280  # pixels, of the image at `src`
TRANSPARENT_EXTENSIONS = frozenset({".png", ".gif", ".webp", ".avif", ".ico"})


class ImageFormat(NamedTuple):
    """A file format of renditions; `longest_side` is the largest width or height, in pixels, that it can store."""

    name: str
    extension: str
    media_type: str
    quality: int
    longest_side: int


AVIF = ImageFormat("avif", "avif", "image/avif", 60, 16_383)
WEBP = ImageFormat("webp", "webp", "image/webp", 78, 16_383)
JPEG = ImageFormat("jpeg", "jpg", "image/jpeg", 78, 65_500)
IMAGE_FORMATS = {format.extension: format for format in (AVIF, WEBP, JPEG)}
WIDTHS = (320, 480, 640, 960, 1280, 1600, 1920)
CROPS = {
    "square": ((160, 160), (320, 320), (640, 640)),
    "card": ((360, 240), (480, 320), (720, 480), (960, 640)),
    "wide": ((640, 360), (960, 540), (1280, 720), (1600, 900), (1920, 1080)),
    "social": ((1200, 630),),
}
"""Width and height of each crop in pixels, smallest first."""

SPECS: dict[str, str] = {f"width-{width}": f"width-{width}" for width in WIDTHS} | {
    f"{crop}-{width}": f"fill-{width}x{height}" for crop, sizes in CROPS.items() for width, height in sizes
}
"""The Wagtail resize operation for each name that is used in URLs."""


class ImageWidth(TypedDict):
    width: int
    url: str


class ImageSource(TypedDict):
    type: str
    srcset: str


class ImageSources(TypedDict):
    """The data for a `<picture>`; `width` and `height` are the original's pixels, or those of the crop at `src`."""

    src: str | None
    srcset: str
    width: int | None
    height: int | None
    widths: list[ImageWidth]
    sources: list[ImageSource]


#: The number of images and crops whose sources are cached, at a few kilobytes each.
KEPT_SOURCES = 5000


class _Publish:
    """Removes camera metadata, such as where a photograph was taken, and uses colors that every format can store."""

    @staticmethod
    def run(willow: Any, image: AbstractImage, env: dict[str, Any]) -> Any:
        return PillowImage(displayable(willow.get_pillow_image())) if isinstance(willow, PillowImage) else willow


class PublicFilter(Filter):
    """A Wagtail filter for images that anyone may download.

    It takes a Wagtail filter specification. Its results have no camera metadata and belong to one version of the
    original, so that a rendition of a replaced file is never mistaken for one of the new file.
    """

    @property
    def filter_operations(self) -> list[Any]:
        return [_Publish(), *super().filter_operations]

    @contextmanager
    def get_willow_image(self, image: AbstractImage, source: Any = None) -> Iterator[Any]:
        """Yield the original, of an animation the first frame.

        A JPEG that is much larger than the result is decoded at a half, a quarter or an eighth of its size. That takes
        a fraction of the memory and the time, and the result is still made from twice its size or more.
        """
        if image.animated:
            with nullcontext(source) if source is not None else image.open_file() as stream:
                yield first_frame(stream)
            return
        with super().get_willow_image(image, source) as original:
            scale = self._scale(image) if isinstance(original, JPEGImageFile) else 1
            yield original if scale == 1 else decoded_at(original, scale, (image.width, image.height)) or original

    def get_transform(self, image: AbstractImage, size: tuple[int, int] | None = None) -> ImageTransform:
        """Return the transformation of the original, or of what ``get_willow_image`` made of it, of this size."""
        scale = self._scale(image) if size else 1
        if scale == 1 or size != (math.ceil(image.width / scale), math.ceil(image.height / scale)):
            return super().get_transform(image, size)
        # Computed for the whole, in whose pixels focal areas are.
        transform = super().get_transform(image).clone()
        transform.scale = (transform.scale[0] * scale, transform.scale[1] * scale)
        transform.offset = (transform.offset[0] / scale, transform.offset[1] / scale)
        return transform

    def decoded_pixels(self, image: AbstractImage) -> int:
        """Return how many pixels of the original are in memory at once."""
        if not image.width or not image.height:
            return 0
        is_jpeg = PurePosixPath(image.file.name).suffix.lower() in JPEG_EXTENSIONS
        return image.width * image.height // (self._scale(image) ** 2 if is_jpeg else 1)

    def _scale(self, image: AbstractImage) -> int:
        """Return by how much a JPEG may be smaller than the original, so that the result can be made from it."""
        if not image.width or not image.height or image.is_svg():
            return 1
        transform = super().get_transform(image)
        rect = transform.get_rect()
        spare = min(rect.width / transform.size[0], rect.height / transform.size[1]) / DECODED_SIZE
        return max((scale for scale in JPEG_SCALES if scale <= spare), default=1)

    def get_cache_key(self, image: AbstractImage) -> str:
        return image.file_version + super().get_cache_key(image)


@cache
def rendition_filter(spec: str, extension: str) -> PublicFilter:
    """Return the filter for the last two parts of an image URL. Raise ``KeyError`` if they are not on offer."""
    if spec.startswith("social-") and extension != JPEG.extension:
        raise KeyError(extension)
    format = IMAGE_FORMATS[extension]
    return PublicFilter(f"{SPECS[spec]}|format-{format.name}|{format.name}quality-{format.quality}")


def rendition_size(image: AbstractImage, spec: str) -> tuple[int, int]:
    """Return width and height, in pixels, of the rendition for `spec`. Raise ``KeyError`` if the spec is unknown."""
    width, height = rendition_filter(spec, JPEG.extension).get_transform(image).size
    return width, height


def signature(identifier: int | str, version: str, spec: str, extension: str, key: str | None = None) -> str:
    """Return the 22 characters that prove that this site created the URL; `key` defaults to IMAGE_SIGNING_KEY."""
    key = settings.IMAGE_SIGNING_KEY if key is None else key
    if not key:
        raise ImproperlyConfigured("IMAGE_SIGNING_KEY must not be empty.")
    message = f"{identifier}/{version}/{spec}.{extension}"
    return urlsafe_b64encode(hmac.digest(key.encode(), message.encode(), hashlib.sha256)[:16]).decode().rstrip("=")


def signature_is_valid(candidate: str, identifier: int | str, version: str, spec: str, extension: str) -> bool:
    """Tell whether `candidate` is the signature of these parts under the current key or one of the fallbacks."""
    keys = [settings.IMAGE_SIGNING_KEY, *filter(None, settings.IMAGE_SIGNING_KEY_FALLBACKS)]
    return any(constant_time_compare(candidate, signature(identifier, version, spec, extension, key)) for key in keys)


def rendition_url(image: AbstractImage, spec: str, extension: str, version: str | None = None) -> str:
    """Return the absolute, signed URL of one rendition; `version` defaults to the version of the image."""
    version = image.version if version is None else version
    signed = signature(image.pk, version, spec, extension)
    return f"{settings.CMS_BASE_URL.rstrip('/')}/images/{image.pk}/{version}/{spec}/{signed}.{extension}"


def version_key(image: AbstractImage, crop: str | None = None) -> tuple[Any, ...]:
    """Return every value that the URLs of an image, whole or cropped, depend on."""
    addresses = (settings.IMAGE_SIGNING_KEY, settings.CMS_BASE_URL, settings.MEDIA_URL)
    deployment = (*addresses, settings.IMAGE_MEGAPIXELS, settings.IMAGE_LONGEST_SIDE)
    focal_area = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
    return (image.pk, image.file_hash, image.width, image.height, image.file.name, *focal_area, crop, *deployment)


@cached(LRUCache(KEPT_SOURCES), key=version_key, lock=Lock())
def image_sources(image: AbstractImage, crop: str | None = None) -> ImageSources:
    """Return the URLs of an image, whole or cropped to one of `CROPS`. Raise ``KeyError`` if the crop is unknown.

    An image that cannot be resized (an SVG, or one that is too large or of unknown size) has no URLs, and `src` is
    ``None``. The results depend on the version of the image only and are cached, so callers must not change them.
    """
    sizes = _distinct_sizes(image, crop)
    formats = _formats(image, crop, max((max(size) for size in sizes.values()), default=0))
    version = image.version
    by_format = {
        format: [
            ImageWidth(width=width, url=rendition_url(image, spec, format.extension, version))
            for spec, (width, _) in sizes.items()
        ]
        for format in formats
    }
    # The fallback is the last one.
    _, widths = by_format.popitem() if by_format else (None, [])
    width, height = list(sizes.values())[-1] if widths and crop else (image.width, image.height)
    fitting = [entry for entry in widths if crop or entry["width"] <= DEFAULT_WIDTH] or widths
    return ImageSources(
        src=fitting[-1]["url"] if fitting else None,
        srcset=_srcset(widths),
        width=width or None,
        height=height or None,
        widths=widths,
        sources=[ImageSource(type=format.media_type, srcset=_srcset(entries)) for format, entries in by_format.items()],
    )


def original_url(image: AbstractImage) -> str:
    """Return the URL of the uploaded file. It does not expire."""
    url: str = image.file.url
    return url


def _distinct_sizes(image: AbstractImage, crop: str | None) -> dict[str, tuple[int, int]]:
    """Return the sizes by spec, up to the first one that the original is too small to fill."""
    requested = {f"{crop}-{width}": width for width, _ in CROPS[crop]} if crop else {f"width-{w}": w for w in WIDTHS}
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


def _formats(image: AbstractImage, crop: str | None, longest_side: int) -> list[ImageFormat]:
    """Return the formats to offer, the fallback last, or none if no rendition can be created."""
    may_be_transparent = PurePosixPath(image.file.name).suffix.lower() in TRANSPARENT_EXTENSIONS
    wanted = [JPEG] if crop == "social" else [AVIF, WEBP] if may_be_transparent else [AVIF, WEBP, JPEG]
    possible = [format for format in wanted if longest_side <= format.longest_side] or [JPEG]
    return possible if 0 < longest_side <= JPEG.longest_side else []


def _srcset(widths: list[ImageWidth]) -> str:
    return ", ".join(f"{entry['url']} {entry['width']}w" for entry in widths)
