"""How django-allauth signs people in here."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from pages.accounts.client_address import client_address

logger = logging.getLogger(__name__)

#: In place of the address of a client that nobody trusted names; the column needs one.
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104  (no address to listen at)
#: Messages that would greet everybody at every sign-in.
UNSAID = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; the client's address and the check of a password are those of the rest of the CMS."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or UNKNOWN_ADDRESS

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Return whether this is the password of the user; django-axes counts the attempt."""
        return authenticate(context.request, username=user.get_username(), password=password) == user

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, "This account has been deactivated.")
        return redirect("wagtailadmin_login")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *rest: Any, **options: Any
    ) -> None:
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *rest, **options)

    def send_notification_mail(self, *arguments: Any, **options: Any) -> None:
        """Tell the owner by e-mail what has changed; the change stays if the message cannot be sent."""
        try:
            super().send_notification_mail(*arguments, **options)
        except OSError:
            # All errors of connections and of SMTP.
            logger.exception("A notice about an account could not be sent.")
