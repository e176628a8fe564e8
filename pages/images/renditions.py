"""The fixed set of image sizes and formats that frontends may request, and how each is made.

Sizes come from the Wagtail code that later creates the file, so the served file has the announced size, even if a small
original is not enlarged. Of animations, only the first frame is served.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from wagtail.images.image_operations import ImageTransform
from wagtail.images.models import AbstractImage, Filter
from willow.image import JPEGImageFile
from willow.plugins.pillow import PillowImage

from pages.images.decoding import decoded_at, first_frame
from pages.images.placeholders import displayable

JPEG_EXTENSIONS = frozenset({".jpg", ".jpeg"})
JPEG_SCALES = (2, 4, 8)
"""By how much a JPEG can be smaller when it is decoded."""

DECODED_SIZE = 2
"""How many times the size of a rendition the picture has at least from which it is made, if the original has."""


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

SMALLEST_WIDTH = 160  # of logos

SPECS: dict[str, str] = (
    {f"{width}": f"width-{width}" for width in (SMALLEST_WIDTH, *WIDTHS)}
    | {f"{crop}-{width}": f"fill-{width}x{height}" for crop, sizes in CROPS.items() for width, height in sizes}
    # As URLs used to name them.
    | {f"width-{width}": f"width-{width}" for width in WIDTHS}
)
"""The Wagtail resize operation for each name of a size that is used in URLs."""


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


def may_be_made(image: AbstractImage, spec: str, extension: str) -> bool:
    """Tell whether a rendition is one of the fixed set, and its format can store what it becomes of this image."""
    try:
        rendition_filter(spec, extension)
    except KeyError:
        return False
    if not image.width or not image.height or image.is_svg():
        return False
    return max(rendition_size(image, spec)) <= IMAGE_FORMATS[extension].longest_side
