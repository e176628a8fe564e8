"""An image as the API serves it, ready to show."""

from collections.abc import Iterable
from typing import Any

from api.links import detail_url
from pages.models import Image
from pages.renditions import image_sources, original_url


def image_value(
    image: Image, *, alt: str | None = None, decorative: bool = False, crops: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the contract's image object. ``alt`` is what the use says of it; ``None`` leaves the image's own."""
    decorative = decorative or (image.decorative and not alt)
    value: dict[str, Any] = {
        "id": image.pk,
        "meta": {
            "type": "pages.Image",
            "detail_url": detail_url("images", image.pk),
            "download_url": original_url(image),
        },
        "title": image.title,
        "alt": "" if decorative else (alt or image.alt),
        "decorative": decorative,
        "caption": image.caption,
        "credit": image.credit,
        "focal_point": image.focal_point,
        "placeholder": {"color": image.dominant_color, "data_uri": image.placeholder or None},
        **image_sources(image),
    }
    names = list(crops)
    if names:
        value["crops"] = {name: crop_value(image, name) for name in names}
    return value


def crop_value(image: Image, crop: str) -> dict[str, Any]:
    """Return one cut of an image: its default and responsive sources and its size."""
    sources = image_sources(image, crop)
    return {name: sources[name] for name in ("src", "srcset", "width", "height")}
