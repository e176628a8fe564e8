"""Rate limits for requests for drafts. Requests for public content have no limit."""

import logging
from typing import Any

from django.conf import settings
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from pages.accounts.client_address import client_address
from pages.previews.tokens import token_hash

logger = logging.getLogger(__name__)


class DraftThrottle(SimpleRateThrottle):
    """Counts requests in Django's cache, per process if that is not shared. If the cache fails, there is no limit."""

    def get_rate(self) -> str:
        """Return the allowed rate, such as ``240/min``."""
        return str(settings.PREVIEW_RATES[self.scope or ""])

    def allow_request(self, request: Request, token: Any) -> bool:
        """Count the request with a token, and return whether it is within the limit."""
        try:
            return bool(super().allow_request(request, token))
        except Exception:
            # Clients of cache servers raise errors of many classes, and a preview must not depend on the cache.
            logger.exception("Requests for drafts cannot be counted.")
            return True

    def count(self, request: Request, token: str) -> None:
        """Count the request with a token. Raises ``Throttled`` above the limit."""
        if not self.allow_request(request, token):
            raise Throttled(self.wait())


class TokenThrottle(DraftThrottle):
    """Limits how often one token may be used."""

    scope = "token"

    def get_cache_key(self, request: Request, token: Any) -> str:
        """Return the cache key for the requests with one token."""
        return f"preview-token-{token_hash(token)}"


class UnknownTokenThrottle(DraftThrottle):
    """Limits how often one IP address may try unknown tokens. Requests with valid tokens do not count."""

    scope = "unknown_token"

    def get_cache_key(self, request: Request, token: Any) -> str:
        """Return the cache key for the IP address of the client."""
        return f"preview-unknown-{client_address(request._request) or ''}"
