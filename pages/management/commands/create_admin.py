"""Create an administrator account, or reset its password."""

import getpass
import os
import sys
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email


class Command(BaseCommand):
    """``manage.py create_admin EMAIL``: create an account with all permissions, or reset its password."""

    help = (
        "Create an account with all permissions, or reset its password. The password is read from the environment "
        "variable ADMIN_PASSWORD or, if it is not set, from the terminal."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *arguments: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"“{email}” is not a valid e-mail address.") from error
        model = get_user_model()
        account = model.objects.filter(email__iexact=email).first()
        password = self._read_password()
        try:
            validate_password(password, account or model(email=email))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if account is None:
            model.objects.create_superuser(email, password)
            self.stdout.write(f"Created {email}.")
            return
        account.is_superuser = account.is_staff = account.is_active = True
        account.set_password(password)
        account.save()
        self.stdout.write(f"{email} has a new password and all permissions.")

    def _read_password(self) -> str:
        if password := os.environ.get("ADMIN_PASSWORD"):
            return password
        if not sys.stdin.isatty():
            raise CommandError("There is no terminal to read the password from: set ADMIN_PASSWORD.")
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Password (again): "):
            raise CommandError("The passwords do not match.")
        return password
