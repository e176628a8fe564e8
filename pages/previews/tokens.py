"""The tokens that open drafts. The database stores only their hashes."""

import base64
import hashlib

from django.utils.crypto import salted_hmac

PREVIEW_SALT = "pages.previews"


def session_token(identifier: str) -> str:
    """Return the token of the preview session with this id; it is always the same.

    It is an HMAC with a key that Django derives from ``SECRET_KEY``, so that a copy of the database does not reveal it.
    """
    digest = salted_hmac(PREVIEW_SALT, identifier, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """Return the hash of a token, as stored in the database. The token is too random for the hash to be reversed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
