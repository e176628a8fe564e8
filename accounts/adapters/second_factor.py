"""How django-allauth stores second factors here, and who may remove theirs."""

import base64
import hashlib
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from accounts.second_factor.requirement import counts, is_required

SALT = b"accounts.second_factor"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypts secrets under ``SECRET_KEY``, so that a copy of the database does not hold second factors.

    Passkeys need no secret on the server. A secret of an authenticator app under a key that is no longer in
    ``SECRET_KEY_FALLBACKS`` is lost: ``manage.py reset_second_factor``.
    """

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Return whether something that counts is left, where the group of the user requires a second factor."""
        if not counts(authenticator) or not is_required(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return any(map(counts, others))


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(SALT + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
