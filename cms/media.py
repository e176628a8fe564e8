"""Serves uploaded images from local storage, during development."""

import mimetypes
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from api.http.file_response import file_response

#: The folders of images and their renditions. Never that of documents.
FOLDERS = ("images", "original_images")


@require_safe
def media(request: HttpRequest, name: str, folder: str) -> HttpResponseBase:
    """Return an uploaded file of a folder."""
    try:
        files = FileSystemStorage(Path(settings.MEDIA_ROOT) / folder)
        modified_at, stream = files.get_modified_time(name), files.open(name)
    # A path that leads out of the folder, to no file, or that no system can have.
    except (OSError, SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"Content-Type": media_type, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return file_response(request, stream, stream.size, etag=None, modified_at=modified_at, headers=headers)


def media_patterns() -> list[URLPattern]:
    """Return the URL patterns of the folders."""
    root = settings.MEDIA_URL.lstrip("/")
    return [path(f"{root}{folder}/<path:name>", media, {"folder": folder}, name=folder) for folder in FOLDERS]
