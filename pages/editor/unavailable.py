"""What a person sees while the disk of the server is full, or the database or another service cannot be reached."""

import errno
import logging
import socket
import sys
from html import escape

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.defaults import server_error as default_server_error

logger = logging.getLogger(__name__)

#: Seconds after which it is worth trying again.
RETRY_AFTER = 30
_FULL = (errno.ENOSPC, errno.EDQUOT)
_DISKS = (*_FULL, errno.EROFS, errno.EIO, errno.EACCES)
#: Clients of services whose exceptions are no ``OSError``, by the first part of their modules.
_CLIENTS = frozenset({"redis", "django_redis", "botocore"})
#: SQLite's code for statements that are wrong (https://www.sqlite.org/rescode.html), whoever runs them.
_WRONG_STATEMENT = "SQLITE_ERROR"
#: The methods that change nothing (RFC 9110, 9.2.1).
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
TITLES = {True: "Not available just now", False: "Nothing was saved"}
FULL = "The disk of the server is full."
UNREACHABLE = "The CMS cannot save or read anything just now."
ADVICE = {
    True: "Try again later.",
    False: "Your text is still in the form: go back in your browser, keep it open, and save again later.",
}


def is_unavailable(error: BaseException) -> bool:
    """Tell whether an error means that the disk, the database or another service failed, and not the code."""
    if isinstance(error, OperationalError):
        return getattr(error.__cause__, "sqlite_errorname", "") != _WRONG_STATEMENT
    if isinstance(error, InterfaceError | ConnectionError | TimeoutError | socket.gaierror):
        return True
    if isinstance(error, OSError):
        return error.errno in _DISKS
    return type(error).__module__.partition(".")[0] in _CLIENTS


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Return the response to a request that failed, in whatever view or middleware: 503 in words, or Django's 500."""
    error = sys.exception()
    if isinstance(error, Exception) and is_unavailable(error):
        return unavailable(request, error)
    return default_server_error(request)


def unavailable(request: HttpRequest, error: Exception) -> HttpResponseBase:
    """Return the response to a request that failed for this reason, with status 503, and log it.

    It needs neither the database nor a file: a page in the design of the admin would fail in the same way.
    """
    logger.error("The disk, the database or another service failed.", exc_info=error)
    is_full = getattr(error, "errno", None) in _FULL or "full" in str(error).lower()
    reads = request.method in SAFE_METHODS
    title, sentence = TITLES[reads], f"{FULL if is_full else UNREACHABLE} {ADVICE[reads]}"
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"success": False, "error_message": f"{title}. {sentence}"}, status=503, headers=headers)
    body = f"<!DOCTYPE html><html lang=en><title>{title}</title><h1>{title}</h1><p>{escape(sentence)}</p></html>"
    return HttpResponse(body, status=503, headers=headers)
