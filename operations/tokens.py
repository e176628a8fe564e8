"""Tokens of programs that watch over the CMS."""

import hmac

from django.http import HttpRequest


def has_token(request: HttpRequest, token: str) -> bool:
    """Return whether a request has a token that is set, in constant time: ``Authorization: Bearer``."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())
