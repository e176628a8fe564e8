"""What somebody sees who has tried to sign in too often."""

from collections.abc import Mapping
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refusal(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Return the page that refuses an attempt, with status 429 and ``Retry-After``.

    It is the same for accounts that exist and those that do not, and whichever limit was reached.
    """
    minutes = settings.SIGN_IN_COOL_OFF_MINUTES
    page = render(request, "accounts/too_many_attempts.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(minutes * 60)
    return page


def is_refused(request: HttpRequest, user: Any) -> bool:
    """Return whether too much has failed for the account, or from the address, to try a code of the account.

    If so, django-axes answers the request with ``refusal``, whatever the view returns.
    """
    if AxesProxyHandler.is_allowed(request, {"username": user.get_username()}):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    return True
