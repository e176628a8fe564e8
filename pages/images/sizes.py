"""The sizes of originals that are resized."""

from django.conf import settings
from wagtail.images.models import SourceImageIOError


class TooLarge(SourceImageIOError):
    """An original has more pixels than are resized. The admin shows a broken image in its place."""


def too_large(width: int, height: int) -> bool:
    """Tell whether a picture of this size, in pixels, takes too much memory to be resized."""
    return max(width, height) > settings.IMAGE_LONGEST_SIDE or width * height > settings.IMAGE_MEGAPIXELS * 10**6
