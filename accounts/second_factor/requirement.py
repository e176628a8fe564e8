"""Whether an account needs a second factor, and has one."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from pages.accounts.demo_login import ADMINISTRATOR

#: Stands for all groups in ``MFA_REQUIRED_GROUPS``.
EVERYBODY = "*"


def is_required(user: Any) -> bool:
    """Return whether a group of the user is in ``MFA_REQUIRED_GROUPS``; superusers are “Administrator”."""
    required = set(settings.MFA_REQUIRED_GROUPS)
    if not required or not user.is_authenticated:
        return False
    if EVERYBODY in required or (user.is_superuser and ADMINISTRATOR in required):
        return True
    return bool(user.groups.filter(name__in=required).exists())


def counts(authenticator: Any) -> bool:
    """Return whether this is a second factor; recovery codes only stand in for a lost one."""
    return bool(authenticator.type in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN))


def is_missing(request: HttpRequest) -> bool:
    """Return whether the user of a request needs a second factor and has none.

    Whoever was signed in by the identity provider has the factors that it asks for.
    """
    user: Any = request.user
    if not is_required(user):
        return False
    records = get_authentication_records(request, user)
    if any(record.get("method") == "socialaccount" for record in records):
        return False
    return not Authenticator.objects.filter(
        user=user, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    ).exists()
