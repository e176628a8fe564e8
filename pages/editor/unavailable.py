"""What an editor sees while the disk of the server is full, or the database cannot be reached."""

import errno
import logging
from html import escape

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

logger = logging.getLogger(__name__)

#: Seconds after which it is worth trying again.
RETRY_AFTER = 30
_FULL = (errno.ENOSPC, errno.EDQUOT)
_DISKS = (*_FULL, errno.EROFS, errno.EIO, errno.EACCES)
#: The methods that change nothing (RFC 9110, 9.2.1).
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
TITLES = {True: "Not available just now", False: "Nothing was saved"}
FULL = "The disk of the server is full."
UNREACHABLE = "The CMS cannot save or read anything just now."
ADVICE = {
    True: "Try again later.",
    False: "Your text is still in the form: go back in your browser, keep it open, and save again later.",
}


def is_unavailable(error: Exception) -> bool:
    """Tell whether an error means that the disk or the database failed, and not the code."""
    return isinstance(error, OperationalError | InterfaceError | ConnectionError) or (
        isinstance(error, OSError) and error.errno in _DISKS
    )


def unavailable(request: HttpRequest, error: Exception) -> HttpResponseBase:
    """Return the response to a request of the admin that failed for this reason, with status 503, and log it.

    It needs neither the database nor a file: a page in the design of the admin would fail in the same way.
    """
    logger.error("The disk or the database failed in the admin.", exc_info=error)
    is_full = getattr(error, "errno", None) in _FULL or "full" in str(error).lower()
    reads = request.method in SAFE_METHODS
    title, sentence = TITLES[reads], f"{FULL if is_full else UNREACHABLE} {ADVICE[reads]}"
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"success": False, "error_message": f"{title}. {sentence}"}, status=503, headers=headers)
    body = f"<!DOCTYPE html><html lang=en><title>{title}</title><h1>{title}</h1><p>{escape(sentence)}</p></html>"
    return HttpResponse(body, status=503, headers=headers)
