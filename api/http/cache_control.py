"""The ``Cache-Control`` of responses, decided here alone."""

import datetime

from django.conf import settings

#: Every cache may keep the response, and revalidates it each time.
REVALIDATED = "public, max-age=0, must-revalidate"


def cache_control(at: datetime.datetime, *ends: datetime.datetime | None) -> str:
    """Return ``Cache-Control`` for a response built at the instant ``at`` that time changes at any of ``ends``.

    Browsers always revalidate. A content delivery network, if one is configured, serves the response for
    ``CDN_MAX_AGE`` seconds, since it is purged when the response changes. After that it serves the stale response
    while it revalidates or while the origin fails (RFC 5861), but never past the first of ``ends``.
    """
    if settings.CDN_MAX_AGE == 0:
        return REVALIDATED
    seconds = [int((end - at).total_seconds()) for end in ends if end is not None]
    left = min(seconds, default=settings.CDN_MAX_AGE + settings.CDN_STALE_IF_ERROR)
    shared = min(settings.CDN_MAX_AGE, left)
    if shared <= 0:
        return REVALIDATED
    revalidating = min(settings.CDN_STALE_WHILE_REVALIDATE, left - shared)
    on_error = min(settings.CDN_STALE_IF_ERROR, left - shared)
    return f"public, max-age=0, s-maxage={shared}, stale-while-revalidate={revalidating}, stale-if-error={on_error}"
