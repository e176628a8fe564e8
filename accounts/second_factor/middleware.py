"""Leads those who need a second factor to where they get one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.second_factor.requirement import is_missing

#: What somebody without one can still do in the admin: get one, confirm who they are, sign out.
ALLOWED = frozenset(
    {
        *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "account_reauthenticate"),
        *("mfa_view_recovery_codes", "mfa_download_recovery_codes"),
        *("account_logout", "wagtailadmin_logout", "wagtailadmin_login", "account_login"),
        *("wagtailadmin_sprite", "wagtailadmin_javascript_catalog"),
    }
)
SENTENCE = "Your role needs a second factor for signing in. Add a passkey or an authenticator app to go on."


class SecondFactorMiddleware:
    """Keeps users who need a second factor, and have none, out of the rest of the admin (``MFA_REQUIRED_GROUPS``)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin_path = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: tuple[Any, ...], options: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Return the way to the second factor; ``None`` for those who need none or have one."""
        if not request.path.startswith(self.admin_path):
            return None
        match = request.resolver_match
        if (match is not None and match.url_name in ALLOWED) or not is_missing(request):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest" or not request.accepts("text/html"):
            return JsonResponse({"success": False, "error_message": SENTENCE}, status=403)
        messages.warning(request, SENTENCE)
        return redirect("mfa_index")
