"""Serves renditions of public images under signed, immutable URLs, and makes each one when it is first asked for."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseNotModified, HttpResponseRedirect
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from pages.images.image import Image, Rendition
from pages.images.renditions import IMAGE_FORMATS, rendition_filter, rendition_url, signature_is_valid
from pages.visibility.visibility import visible_images

logger = logging.getLogger(__name__)


# Without the exemption a POST would be told that its CSRF token is missing, not that the method is not allowed.
@csrf_exempt
@require_safe
def rendition(request: HttpRequest, identifier: str, version: str, spec: str, file_name: str) -> HttpResponse:
    """Answer the bytes of one rendition.

    404 for a URL this site did not sign, and for an image that is not public, does not exist or cannot be read. A
    signed URL of an earlier version of the image is redirected to the present one.
    """
    signature, _, extension = file_name.partition(".")
    if not signature_is_valid(signature, identifier, version, spec, extension):
        return _not_found()
    try:
        rendition_filter(spec, extension)
    except KeyError:
        # Signed once, but the size is no longer on offer.
        return _not_found()
    image = visible_images(Image.objects.filter(pk=int(identifier))).first()
    if image is None:
        return _not_found()
    if image.version != version:
        return _public(HttpResponseRedirect(rendition_url(image, spec, extension)), "no-cache")
    etag = f'"{identifier}-{version}-{spec}-{extension}"'
    response: HttpResponse
    if _matches(request.headers.get("If-None-Match", ""), etag):
        response = HttpResponseNotModified()
    else:
        content = _content(image, spec, extension)
        if content is None:
            return _not_found()
        response = HttpResponse(content, content_type=IMAGE_FORMATS[extension].media_type)
        response["Content-Length"] = str(len(content))
    response["ETag"] = etag
    return _public(response, "public, max-age=31536000, immutable")


def _matches(if_none_match: str, etag: str) -> bool:
    """Tell whether an If-None-Match header names the ETag; weakness does not matter on GET and HEAD."""
    return any(candidate in ("*", etag, f"W/{etag}") for candidate in parse_etags(if_none_match))


def _content(image: Image, spec: str, extension: str) -> bytes | None:
    """Return the bytes of a rendition, made now if need be, or None if the original is missing or damaged."""
    filter = rendition_filter(spec, extension)
    try:
        made = image.get_rendition(filter)
        try:
            return _read(made)
        except OSError:
            # The row can outlive its file, as after restoring only the database; the file is then made again.
            made.delete()
            return _read(image.get_rendition(filter))
    except DatabaseError:
        raise
    except Exception:
        # Pillow and storages raise almost anything on a file that is damaged or gone; that is no fault of this site.
        logger.warning("Image %s cannot be served as %s.%s.", image.pk, spec, extension, exc_info=True)
        return None


def _read(made: Rendition) -> bytes:
    with made.open_file() as stream:
        content: bytes = stream.read()
        return content


def _not_found() -> HttpResponse:
    return _public(HttpResponseNotFound("Not found.", content_type="text/plain; charset=utf-8"), "no-store")


def _public(response: HttpResponse, cache_control: str) -> HttpResponse:
    """Add the headers that every answer here carries."""
    response["Cache-Control"] = cache_control
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
