"""Serves originals, and the renditions that the editor shows, to those who may see them."""

import mimetypes
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from api.requests.stored_file import stored_file_response
from api.tags.headers import tag_headers
from api.tags.names import object_tag
from pages.images.image import Image, Rendition
from pages.uploads.paths import ORIGINALS, RENDITIONS
from pages.visibility.visibility import viewable_images

#: Nothing in a file runs as a part of this site, and no browser guesses that it is something else.
_HARMLESS = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


@require_safe
def original(request: HttpRequest, name: str) -> HttpResponseBase:
    """Return the file of an image as it was uploaded: to everybody, unless the image is in a private collection.

    Those who have a permission for the images of its collection still get it. For others the response is 404, as for a
    file that does not exist.
    """
    found = Image.objects.filter(file=f"{ORIGINALS}/{name}") if _is_possible(name) else Image.objects.none()
    image = viewable_images(found).first()
    if image is not None:
        headers = {
            **tag_headers([object_tag("image", image.pk)]),
            "Cache-Control": "public, no-cache",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
    else:
        image = found.select_related("collection").first()
        if image is None or not _may_use(request.user, image):
            raise Http404
        headers = {"Cache-Control": "private, no-cache"}
    return _response(request, image, f"image {image.pk}", headers)


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """Return the file of a rendition to those who may enter the editor; for others it is 404.

    The public has the signed addresses of ``api.images.views``.
    """
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    path = f"{RENDITIONS}/{name}"
    found = Rendition.objects.filter(file=path).first() if _is_possible(name) else None
    if found is None:
        raise Http404
    # Every rendition has a path of its own, which no other file ever gets.
    return _response(request, found, f"rendition {found.pk}", {"Cache-Control": "private, max-age=3600"})


def upload_patterns(root: str) -> list[URLPattern]:
    """Return the URL patterns of the folders of pictures below ``root``. Never that of documents."""
    return [
        path(f"{root}{ORIGINALS}/<path:name>", original, name="original"),
        path(f"{root}{RENDITIONS}/<path:name>", rendition, name="stored_rendition"),
    ]


def _is_possible(name: str) -> bool:
    # PostgreSQL refuses to look for it.
    return "\0" not in name


def _may_use(user: Any, image: Image) -> bool:
    policy = policy_registry.get_by_type(Image)
    wanted = ["add", "change", "delete", "choose"]
    return bool(user.is_authenticated and policy.user_has_any_permission_for_instance(user, wanted, image))


def _response(request: HttpRequest, picture: Image | Rendition, what: str, headers: dict[str, str]) -> HttpResponseBase:
    media_type = mimetypes.guess_type(picture.file.name)[0] or "application/octet-stream"
    digest = picture.file_hash if isinstance(picture, Image) else ""
    return stored_file_response(
        request,
        picture.file,
        what,
        etag=quote_etag(digest) if digest else None,
        headers={"Content-Type": media_type, **_HARMLESS, **headers},
    )
