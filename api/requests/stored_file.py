"""Serves an uploaded file from wherever it is stored."""

import logging
from collections.abc import Mapping

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from api.http.file_response import file_response
from api.requests.problems import RETRY_AFTER

logger = logging.getLogger(__name__)


def stored_file_response(
    request: HttpRequest, file: FieldFile, what: str, *, etag: str | None, headers: Mapping[str, str]
) -> HttpResponseBase:
    """Return the response to a GET or HEAD request for an uploaded file, with the headers of the whole file.

    ``what`` names the object in the log and in the response, such as “document 5”. Raise ``Http404`` if the file is
    missing. The response is 503 while its storage does not respond.
    """
    storage, name = file.storage, str(file.name)
    try:
        modified_at = storage.get_modified_time(name)
        stream = storage.open(name)
        size = stream.size
    except FileNotFoundError as error:
        logger.warning("The file of %s is missing.", what)
        raise Http404 from error
    except Exception:
        # Each storage has exceptions of its own.
        logger.exception("The file of %s cannot be read.", what)
        return HttpResponse(
            f"The {what.partition(' ')[0]} cannot be read at the moment. Try again later.",
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"},
        )
    return file_response(request, stream, size, etag=etag, modified_at=modified_at, headers=headers)
