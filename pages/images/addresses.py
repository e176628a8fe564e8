"""The signed URLs of renditions.

All renditions of one version of an image share a signature, so that a frontend can fill in sizes and formats itself. It
proves that this site has shown the image; which sizes and formats there are is decided when one is requested.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import constant_time_compare
from wagtail.images.models import AbstractImage

from pages.images.renditions import SPECS

#: Of 32 bytes. Nobody can try signatures faster than the server responds.
SIGNATURE_BYTES = 12
#: Likewise, of URLs that sign one size and format each, as they used to.
OLD_SIGNATURE_BYTES = 16


def signature(identifier: int | str, version: str, key: str | None = None) -> str:
    """Return the 16 characters that prove that this site made the URLs of a version of an image.

    ``key`` defaults to IMAGE_SIGNING_KEY.
    """
    return _signed(f"{identifier}/{version}", SIGNATURE_BYTES, key)


def old_signature(identifier: int | str, version: str, spec: str, extension: str, key: str | None = None) -> str:
    """Return the 22 characters that used to stand in the URL of one rendition. Such URLs stay valid."""
    # The parts contain no slash, so this is never the message of ``signature``.
    return _signed(f"{identifier}/{version}/{spec}.{extension}", OLD_SIGNATURE_BYTES, key)


def signed_rendition(identifier: str, version: str, name: str, file_name: str) -> tuple[str, str] | None:
    """Return size and format of the rendition at a URL, whose last four parts these are; ``None`` if it is not signed.

    The URL may be of either form: signature and ``size.format``, or size and ``signature.format``. The current key is
    tried, and its fallbacks. Size and format may be unknown.
    """
    stem, _, extension = file_name.partition(".")
    for key in (settings.IMAGE_SIGNING_KEY, *filter(None, settings.IMAGE_SIGNING_KEY_FALLBACKS)):
        if constant_time_compare(name, signature(identifier, version, key)):
            return stem, extension
        if constant_time_compare(stem, old_signature(identifier, version, name, extension, key)):
            return name, extension
    return None


def picture_url(image: AbstractImage, version: str | None = None) -> str:
    """Return what the URLs of all renditions of an image begin with; ``version`` defaults to that of the image."""
    version = image.version if version is None else version
    signed = signature(image.pk, version)
    return f"{settings.CMS_BASE_URL.rstrip('/')}/images/{image.pk}/{version}/{signed}/"


def rendition_url(image: AbstractImage, spec: str, extension: str) -> str:
    """Return the absolute, signed URL of one rendition."""
    return f"{picture_url(image)}{current_name(spec)}.{extension}"


def current_name(spec: str) -> str:
    """Return the name of a size as new URLs have it."""
    name = spec.removeprefix("width-")
    return name if name in SPECS else spec


def _signed(message: str, length: int, key: str | None) -> str:
    key = settings.IMAGE_SIGNING_KEY if key is None else key
    if not key:
        raise ImproperlyConfigured("IMAGE_SIGNING_KEY must not be empty.")
    return urlsafe_b64encode(hmac.digest(key.encode(), message.encode(), hashlib.sha256)[:length]).decode().rstrip("=")
