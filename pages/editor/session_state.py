"""Tells an opened form whether its user is still signed in, and which CSRF token it must send now."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache


@never_cache
def session_state(request: HttpRequest) -> JsonResponse:
    """Return the user's primary key and a CSRF token. Wagtail redirects anybody who is not signed in."""
    return JsonResponse({"user": request.user.pk, "csrf_token": get_token(request)})
