"""Signs people in with a password: Wagtail's page, django-axes in front of it and django-allauth behind it."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from wagtail.admin.views.account import LoginView as WagtailLoginView

#: A failed attempt must be counted whatever else happens to the request, and must not lock the database of everybody
#: while a password is hashed: so without the transaction that other requests to the admin have.
outside_a_transaction = method_decorator(transaction.non_atomic_requests, name="dispatch")


class SecondFactorNext:
    """Goes on, after the password, to the second factor of those who have one."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign the user in, or redirect to the page that asks for the second factor."""
        if "remember" in form.cleaned_data:
            # Kept when the session gets its new key.
            remembered = settings.SESSION_COOKIE_AGE if form.cleaned_data["remember"] else 0
            self.request.session.set_expiry(remembered)
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_success_url())  # type: ignore[attr-defined]
        return perform_password_login(self.request, {"email": user.email}, login)


@outside_a_transaction
@method_decorator(never_cache, name="dispatch")
class SignInView(SecondFactorNext, WagtailLoginView):
    """Where editors sign in."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context = super().get_context_data(**context)
        context["single_sign_on"] = settings.OIDC_NAME if settings.OIDC_SERVER_URL else ""
        # The form for passkeys goes to the same place.
        context["redirect_field"] = format_html('<input type="hidden" name="next" value="{}">', context["next"])
        return context


@outside_a_transaction
class VisitorSignInView(SecondFactorNext, LoginView):
    """Where visitors sign in who may read a restricted document: with the same accounts, so with the same factors."""

    template_name = "wagtailcore/login.html"
