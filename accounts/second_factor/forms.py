"""The forms that take a code: each code of an app works once, on all machines and while the cache is away."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts.throttling.refusal import is_refused

#: Where the data of an authenticator app have the number of the last code that was taken.
LAST_COUNTER = "last_counter"


class CodeWorksOnce:
    """Takes a code of an app if it is newer than the last one that was taken (RFC 6238, 5.2), or a recovery code.

    django-allauth keeps used codes in the cache, which each process may have for itself.
    """

    user: Any
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """Return the code, and keep the authenticator that it is of. Raise ``ValidationError`` if it is wrong."""
        if is_refused(context.request, self.user):
            raise get_adapter().validation_error("incorrect_code")
        code = str(self.cleaned_data["code"]).strip().replace(" ", "")
        authenticators = list(
            Authenticator.objects.filter(
                user=self.user, type__in=(Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
            )
        )
        for authenticator in authenticators:
            is_right = _takes if authenticator.type == Authenticator.Type.TOTP else _takes_recovery_code
            if is_right(authenticator, code):
                authenticator.user = self.user
                self.authenticator = authenticator
                return code
        if authenticators:
            self._emit_authentication_failed(authenticators[0])  # type: ignore[attr-defined]
        raise get_adapter().validation_error("incorrect_code")


def _takes(authenticator: Any, code: str) -> bool:
    """Return whether this is a code of the app that was not taken before, and take it."""
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret, last = decrypt(row.data["secret"]), row.data.get(LAST_COUNTER, -1)
        for counter in yield_hotp_counters_from_time():
            if counter > last and constant_time_compare(format_hotp_value(hotp_value(secret, counter)), code):
                row.data[LAST_COUNTER] = authenticator.data[LAST_COUNTER] = counter
                row.save(update_fields=["data"])
                return True
    return False


def _takes_recovery_code(authenticator: Any, code: str) -> bool:
    return bool(authenticator.wrap().validate_code(code))


class SecondFactorForm(CodeWorksOnce, AuthenticateForm):
    """Takes the code after the password."""


class ConfirmationForm(CodeWorksOnce, ReauthenticateForm):
    """Takes a code of somebody who is signed in, before a change of their second factors."""


class AddPasskeyForm(AddWebAuthnForm):
    """Adds a passkey that replaces the password, unless the user wants it beside the password only."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["name"].help_text = "Such as the name of the device."
        choice = self.fields["passwordless"]
        choice.label, choice.initial = "Sign in without a password", True
        choice.help_text = (
            "The device then asks for your fingerprint, your face or its PIN. Without this, the key is asked for after "
            "the password."
        )
