"""Limits on how often drafts are asked for. Reads of public content have none."""

import logging
from typing import Any

from django.conf import settings
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from pages.previews.tokens import token_hash

logger = logging.getLogger(__name__)


class DraftThrottle(SimpleRateThrottle):
    """Counts in Django's cache, as exactly as that is shared; with the cache down nothing is limited."""

    def get_rate(self) -> str:
        """Return how many requests are allowed, such as ``240/min``."""
        return str(settings.PREVIEW_RATES[self.scope or ""])

    def allow_request(self, request: Request, token: Any) -> bool:
        """Count the request with a token, and tell whether it is one too many."""
        try:
            return bool(super().allow_request(request, token))
        except Exception:
            # Whatever a cache server's client raises: a preview must not depend on it.
            logger.exception("Requests for drafts cannot be counted.")
            return True

    def count(self, request: Request, token: str) -> None:
        """Count the request with a token. Raises ``Throttled`` for one too many."""
        if not self.allow_request(request, token):
            raise Throttled(self.wait())


class TokenThrottle(DraftThrottle):
    """How often one token may be used."""

    scope = "token"

    def get_cache_key(self, request: Request, token: Any) -> str:
        """Return what the requests with one token are counted under."""
        return f"preview-token-{token_hash(token)}"


class UnknownTokenThrottle(DraftThrottle):
    """How often one address may try tokens that do not exist. Whoever has a right one is not limited by it."""

    scope = "unknown_token"

    def get_cache_key(self, request: Request, token: Any) -> str:
        """Return what wrong tokens from one address are counted under: that of the connection, which none can feign."""
        return f"preview-unknown-{request.META.get('REMOTE_ADDR', '')}"
