"""Placeholders that a frontend shows while an image loads: its main color and a tiny preview.

Pure functions on Pillow images and open files. None of them modifies the image that it takes.
"""

from base64 import b64encode
from io import BytesIO
from typing import IO, Any

from PIL import ExifTags, Image, ImageCms, ImageOps

COLOR_SAMPLE_SIDE = 64
"""Longest side, in pixels, of the copy whose colors are counted."""

PLACEHOLDER_SIDE = 16
"""Longest side, in pixels, of the preview inside a data URI."""

OPAQUE = 128
"""Lowest alpha value (0 to 255) at which a pixel counts as visible."""

SIDEWAYS = frozenset({5, 6, 7, 8})
"""EXIF orientations that rotate the image by 90 degrees."""


def upright_size(stream: IO[bytes] | Any) -> tuple[int, int]:
    """Return width and height, in pixels, of the image in a file after applying the rotation in its EXIF data.

    Raise ``OSError``, ``SyntaxError`` or ``ValueError`` if Pillow cannot read the file as an image.
    """
    picture = Image.open(stream)
    width, height = picture.size
    return (height, width) if picture.getexif().get(ExifTags.Base.Orientation) in SIDEWAYS else (width, height)


def placeholders(stream: IO[bytes] | Any) -> tuple[str, str]:
    """Return the dominant color and a tiny data URI of the image in a file. Pillow may raise any error on damage."""
    picture = Image.open(stream)
    # This decodes a large JPEG at a fraction of its size, so it must come before anything that loads the pixels.
    picture.thumbnail((256, 256))
    upright = ImageOps.exif_transpose(picture)
    return dominant_color(upright), tiny_data_uri(upright)


def dominant_color(picture: Image.Image) -> str:
    """Return the most frequent color of an image as '#rrggbb', or '' if every pixel is transparent.

    Similar colors are counted together, and mostly transparent pixels are ignored.
    """
    raw = _small(picture, COLOR_SAMPLE_SIDE).convert("RGBA").tobytes()
    visible = b"".join(raw[at : at + 3] for at in range(0, len(raw), 4) if raw[at + 3] >= OPAQUE)
    if not visible:
        return ""
    sample = Image.frombytes("RGB", (len(visible) // 3, 1), visible)
    clustered = sample.quantize(colors=8, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    counts = clustered.histogram()
    palette = clustered.getpalette("RGB") or []
    first = 3 * counts.index(max(counts))
    red, green, blue = palette[first : first + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def tiny_data_uri(picture: Image.Image) -> str:
    """Return a preview of at most 16 by 16 pixels as 'data:image/webp;base64,...'."""
    tiny = _small(picture, PLACEHOLDER_SIDE)
    tiny.info.clear()
    stream = BytesIO()
    tiny.save(stream, "WEBP", quality=40, method=6)
    return "data:image/webp;base64," + b64encode(stream.getvalue()).decode("ascii")


def displayable(picture: Image.Image) -> Image.Image:
    """Return the image in RGB, or in RGBA if it has transparency, so that every web format can store it.

    CMYK, Lab and grayscale images with a color profile are converted through that profile to sRGB. The result
    has no metadata except a color profile that still applies to it.
    """
    profile = picture.info.get("icc_profile")
    if picture.mode in ("RGB", "RGBA", "P"):
        result = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    elif picture.mode in ("CMYK", "L", "LAB") and profile and not picture.has_transparency_data:
        result, profile = _through_profile(picture, profile), None
    else:
        result, profile = _plain(picture), None
    result.info = {"icc_profile": profile} if profile else {}
    return result


def _through_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    """Convert the image to sRGB through its color profile, or without it if the profile is unusable."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return _plain(picture)
    return converted if converted is not None else _plain(picture)


def _plain(picture: Image.Image) -> Image.Image:
    """Convert an image of any mode to RGB or RGBA without a color profile."""
    if picture.mode.startswith("I"):
        # Pillow clips 16-bit samples at 255 instead of scaling them, which turns the image white.
        wide = picture.convert("I")
        return wide.point(lambda value: value * (1 / 257) + 0).convert("L").convert("RGB")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _small(picture: Image.Image, side: int) -> Image.Image:
    """Return a displayable copy whose longest side is at most `side` pixels, and whose shortest is at least 1."""
    scale = min(1.0, side / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return displayable(picture).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
