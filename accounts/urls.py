"""The URLs of signing in, before those of Wagtail: the first match wins, and has the same name.

None of these views runs in the transaction of the admin: failed attempts must be counted whatever happens.
"""

from allauth.account.views import reauthenticate
from allauth.mfa.base.views import index
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import LogoutView

from accounts.signing_in.views import SignInView


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to the page on which one signs in: nobody signs up here."""
    return redirect("wagtailadmin_login")


sign_in = SignInView.as_view()
_entrance: list[URLPattern | URLResolver] = [
    # django-allauth knows the page by a name of its own.
    path("login/", sign_in, name="wagtailadmin_login"),
    path("login/", sign_in, name="account_login"),
    path("login/inactive/", to_sign_in, name="account_inactive"),
    path("login/new/", to_sign_in, name="account_signup"),
    path("login/oidc/", include("allauth.socialaccount.providers.openid_connect.urls")),
    # Before those of django-allauth: nobody chooses an address for a new account, or connects accounts.
    path("login/oidc/signup/", to_sign_in, name="socialaccount_signup"),
    path("login/oidc/", to_sign_in, name="socialaccount_connections"),
    path("login/oidc/", include("allauth.socialaccount.urls")),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("account/confirm/", reauthenticate, name="account_reauthenticate"),
    # Also what is open to those who are not signed in: signing in with a passkey.
    path("account/security/", include("allauth.mfa.urls")),
]
_own: list[URLPattern | URLResolver] = [
    # Which asks for no right to the admin in the list of django-allauth.
    path("account/security/", require_admin_access(index), name="mfa_index"),
]


def _without_a_transaction(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            _without_a_transaction(pattern.url_patterns)
        else:
            transaction.non_atomic_requests(pattern.callback)
    return patterns


urlpatterns = _without_a_transaction([*_own, *_entrance])
