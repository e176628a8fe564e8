"""Keeps the list of sessions up to date."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

#: Seconds after which the time and the address of the last use are written again.
EVERY = 600
#: Where a session keeps its key and the time at which it was last listed.
LISTED = "accounts_listed"


class SessionListMiddleware:
    """Lists each session of the admin, also after it got another key as with a new password.

    Most requests need no query for it: the session itself knows when it was listed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin_path = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(self.admin_path) and response.status_code < 500 and request.user.is_authenticated:
            self._list(request)
        return response

    @staticmethod
    def _list(request: HttpRequest) -> None:
        key, now = request.session.session_key, int(time.time())
        listed_key, listed_at = request.session.get(LISTED, ("", 0))
        if key and (key != listed_key or now - listed_at >= EVERY):
            UserSession.objects.create_from_request(request)
            request.session[LISTED] = (key, now)
