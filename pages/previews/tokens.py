"""The tokens that open drafts. Of each, the database holds only a hash."""

import base64
import hashlib

from django.utils.crypto import salted_hmac

PREVIEW_SALT = "pages.previews"


def session_token(identifier: str) -> str:
    """Return the token of the preview session with this id: the same whenever it is asked for.

    It is an HMAC under a key of its own, which Django derives from ``SECRET_KEY``, so that a copy of the database opens
    nothing.
    """
    digest = salted_hmac(PREVIEW_SALT, identifier, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """Return what the database holds of a token. It is random enough that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
