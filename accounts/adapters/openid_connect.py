"""Who the identity provider may sign in, and which groups they are in."""

from collections.abc import Mapping
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.shortcuts import redirect

from pages.accounts.demo_login import ADMINISTRATOR

NO_GROUP = "Your account at the identity provider has no role here. Ask an administrator for one."
NOT_VERIFIED = "The identity provider has not verified your e-mail address."
NO_ACCOUNT = "There is no account for your e-mail address here. Ask an administrator for one."
NO_CONNECTIONS = "An account is found by its e-mail address: sign out, and sign in with the identity provider."
FAILED = "The identity provider could not sign you in. Try again, or sign in with your password."


class OpenIDConnectAdapter(DefaultSocialAccountAdapter):
    """Finds the account by the verified e-mail address at the first sign-in, and by the subject from then on.

    If ``OIDC_GROUPS`` maps groups, whoever has one of them gets an account, and the mapped groups of an account follow
    the claim at every sign-in. Groups that are not mapped stay as they are.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise _refused(request, NO_CONNECTIONS)
        names = mapped_groups(claims(sociallogin.account.extra_data))
        if settings.OIDC_GROUPS:
            if sociallogin.is_existing:
                give_groups(sociallogin.user, names)
            if not names:
                raise _refused(request, NO_GROUP)
        if not sociallogin.is_existing:
            if not any(address.verified for address in sociallogin.email_addresses):
                raise _refused(request, NOT_VERIFIED)
            if not settings.OIDC_GROUPS:
                raise _refused(request, NO_ACCOUNT)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        # `pre_social_login` has refused everybody else.
        return bool(settings.OIDC_GROUPS)

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        user = super().save_user(request, sociallogin, form)
        give_groups(user, mapped_groups(claims(sociallogin.account.extra_data)))
        return user

    def on_authentication_error(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        raise _refused(request, FAILED)


def claims(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the claims of the ID token and of the user info endpoint as one."""
    return {**data.get("id_token", {}), **data.get("userinfo", {})}


def mapped_groups(claimed: Mapping[str, Any]) -> set[str]:
    """Return the names of our groups that a user has by the claim; it may be a list or one text."""
    value = claimed.get(settings.OIDC_GROUPS_CLAIM) or []
    theirs = value if isinstance(value, list) else [value]
    return {settings.OIDC_GROUPS[name] for name in map(str, theirs) if name in settings.OIDC_GROUPS}


def give_groups(user: Any, names: set[str]) -> None:
    """Put the user into these groups, and out of the other mapped ones. “Administrator” is a superuser."""
    mapped = set(settings.OIDC_GROUPS.values())
    user.groups.remove(*Group.objects.filter(name__in=mapped - names))
    user.groups.add(*Group.objects.filter(name__in=names))
    if ADMINISTRATOR in mapped and user.is_superuser != (ADMINISTRATOR in names):
        user.is_superuser = user.is_staff = ADMINISTRATOR in names
        user.save(update_fields=["is_superuser", "is_staff"])


def _refused(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    messages.error(request, sentence)
    return ImmediateHttpResponse(redirect("wagtailadmin_login"))
