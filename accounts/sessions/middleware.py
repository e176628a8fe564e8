"""Keeps the list of sessions up to date."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from accounts.sessions.listing import list_session


class SessionListMiddleware:
    """Notes the last use of each session of the admin, and its new key as after a new password."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin_path = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(self.admin_path) and response.status_code < 500:
            # Views of the REST framework that know no accounts leave `None`.
            user: Any = request.user
            if user is not None and user.is_authenticated:
                list_session(request, user)
        return response
