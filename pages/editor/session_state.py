"""Tells an opened form whether its user is still signed in, and which CSRF token it must send now."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache


@never_cache
def session_state(request: HttpRequest) -> JsonResponse:
    """Return the user's primary key and a CSRF token. Wagtail redirects anybody who is not signed in."""
    return JsonResponse({"user": request.user.pk, "csrf_token": get_token(request)})


def session_script() -> SafeString:
    """Return the script that asks for it, and that asks the user to sign in again."""
    return format_html(
        '<script src="{}" data-state-url="{}" data-login-url="{}"></script>',
        static("pages/session.js"),
        reverse("pages_session_state"),
        resolve_url(getattr(settings, "WAGTAILADMIN_LOGIN_URL", "wagtailadmin_login")),
    )
