"""Serves renditions of public images at signed, immutable URLs, and creates each when it is first requested."""

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseNotModified, HttpResponseRedirect
from django.views.decorators.http import require_safe

from api.http.preconditions import SENTENCE, judge
from api.requests.problems import RETRY_AFTER
from api.tags.headers import tag_headers
from api.tags.names import object_tag
from pages.database.bad_rows import report_bad_row
from pages.images.addresses import current_name, rendition_url, signed_rendition
from pages.images.image import Image, Rendition
from pages.images.places import Busy
from pages.images.renditions import IMAGE_FORMATS, may_be_made, rendition_filter
from pages.visibility.visibility import viewable_images

logger = logging.getLogger(__name__)

PLAIN = "text/plain; charset=utf-8"


@require_safe
def rendition(request: HttpRequest, identifier: str, version: str, name: str, file_name: str) -> HttpResponse:
    """Return the file of one rendition; ``name`` and ``file_name`` are those of ``signed_rendition``.

    The response is 404 for a URL that this site did not sign, for a size or format that is not on offer, and for an
    image that is not public or does not exist. It is 503 with ``Retry-After`` for one that cannot be made now: the
    original is damaged or too large, the disk is full, the storage does not respond, or too many others are being made.
    A signed URL of an earlier version of the image redirects to the current one. The conditions of the request decide
    whether it is 304 or 412.
    """
    signed = signed_rendition(identifier, version, name, file_name)
    if signed is None:
        return _not_found()
    spec, extension = signed
    image = viewable_images(Image.objects.filter(pk=int(identifier))).first()
    if image is None or not may_be_made(image, spec, extension):
        return _not_found()
    if image.version != version:
        return _public(HttpResponseRedirect(rendition_url(image, spec, extension)), "no-cache")
    spec = current_name(spec)
    etag = f'"{identifier}-{version}-{spec}-{extension}"'
    response: HttpResponse
    status, _ = judge(request.META, [etag])
    if status == 412:
        return _public(HttpResponse(SENTENCE, content_type=PLAIN, status=412), "no-store")
    if status == 304:
        response = HttpResponseNotModified()
    else:
        content = _content(image, spec, extension)
        if content is None:
            return _unavailable()
        response = HttpResponse(content, content_type=IMAGE_FORMATS[extension].media_type)
        response["Content-Length"] = str(len(content))
    response["ETag"] = etag
    # By which a content delivery network forgets what is withdrawn.
    for name, value in tag_headers([object_tag("image", image.pk)]).items():
        response[name] = value
    return _public(response, "public, max-age=31536000, immutable")


def _content(image: Image, spec: str, extension: str) -> bytes | None:
    """Return the bytes of a rendition, creating it if necessary; ``None`` if that is not possible now."""
    filter = rendition_filter(spec, extension)
    try:
        made = image.get_rendition(filter)
        try:
            return _read(made)
        except OSError:
            # The file may be missing, as after restoring only the database. It is then created again.
            made.delete()
            return _read(image.get_rendition(filter))
    except Busy:
        logger.info("Image %s has to wait: other renditions are being made.", image.pk)
    except Exception as error:
        # Pillow and storages raise errors of many classes for a missing or damaged file, a full disk, an outage.
        report_bad_row(image, f"cannot be served as {spec}.{extension}, {type(error).__name__}: {error}")
        logger.debug("This is where.", exc_info=True)
    return None


def _read(made: Rendition) -> bytes:
    with made.open_file() as stream:
        content: bytes = stream.read()
        return content


def _not_found() -> HttpResponse:
    return _public(HttpResponseNotFound("Not found.", content_type=PLAIN), "no-store")


def _unavailable() -> HttpResponse:
    response = HttpResponse("Not available now.", content_type=PLAIN, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return _public(response, "no-store")


def _public(response: HttpResponse, cache_control: str) -> HttpResponse:
    """Return the response with the headers that all responses of this view have."""
    response["Cache-Control"] = cache_control
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
