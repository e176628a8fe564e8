"""Secrets that sign messages."""

import base64
import binascii
import secrets

PREFIX = "whsec_"
#: The bytes that https://github.com/standard-webhooks/standard-webhooks asks for.
FEWEST, MOST = 24, 64


def secret_problem(secret: str) -> str | None:
    """Return why a text cannot sign messages, as a sentence, or ``None`` if it can."""
    begins, _, encoded = secret.partition(PREFIX)
    try:
        key = base64.b64decode(encoded, validate=True) if not begins and encoded else None
    except binascii.Error:
        key = None
    if key is None:
        return f"The secret must be {PREFIX} and Base64; make one with `openssl rand -base64 32`."
    if not FEWEST <= len(key) <= MOST:
        return f"The secret must be {FEWEST} to {MOST} bytes in Base64, but it is {len(key)} bytes."
    return None


def new_secret() -> str:
    """Return a random secret in the form that standardwebhooks.com asks for."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
