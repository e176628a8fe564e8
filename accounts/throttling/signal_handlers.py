"""Counts wrong codes like wrong passwords: whoever has the password must not be able to try all codes."""

from typing import Any

from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest


def count_wrong_code(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Tell django-axes, and whoever else listens, that the second factor of an account was wrong."""
    user_login_failed.send(sender=__name__, credentials={"username": user.get_username()}, request=request)


def register_throttling_handlers() -> None:
    """Connect the handler."""
    authentication_failed.connect(count_wrong_code, dispatch_uid="count_wrong_code")
