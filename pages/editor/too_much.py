"""What an editor sees if a form of the admin is larger than a request may be."""

from html import escape

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.defaults import bad_request as default_bad_request

from pages.editor.unavailable import ADVICE, TITLES

TITLE, KEPT = TITLES[False], ADVICE[False]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Return the response to a request that Django refuses to read: for a form that is too large, the limit (413)."""
    limit = _limit(exception)
    if limit is None or not request.path.startswith(reverse("wagtailadmin_home")):
        return default_bad_request(request, exception)
    sentence = f"{TITLE}. One form may have {limit}, and this one has more. {KEPT}"
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"success": False, "error_code": "too_large", "error_message": sentence}, status=413)
    body = f"<!DOCTYPE html><html lang=en><title>{TITLE}</title><h1>{TITLE}</h1><p>{escape(sentence)}</p></html>"
    return HttpResponse(body, status=413, headers={"Cache-Control": "no-store"})


def _limit(error: Exception) -> str | None:
    if isinstance(error, RequestDataTooBig):
        return f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 2**20:g} MB of text"
    if isinstance(error, TooManyFieldsSent):
        return f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields"
    if isinstance(error, TooManyFilesSent):
        return f"{settings.DATA_UPLOAD_MAX_NUMBER_FILES:,} files"
    return None
