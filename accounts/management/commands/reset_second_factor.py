"""Removes the second factors of somebody who has lost them, and the recovery codes."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.log_actions import log


class Command(BaseCommand):
    """Removes them; the password stays, and whoever needs a second factor adds a new one when they sign in."""

    help = "Remove the passkeys, authenticator app and recovery codes of an account, so that the password is enough."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="The e-mail address of the account.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        user = get_user_model()._default_manager.filter(email__iexact=options["email"].strip()).first()
        if user is None:
            raise CommandError(f"There is no account {options['email']}.")
        removed, _ = Authenticator.objects.filter(user=user).delete()
        log(user, "accounts.second_factor.reset")
        self.stdout.write(f"Removed {removed} of {user.email}.")
