"""What answers say to caches: the one place that decides it."""

import datetime

from django.conf import settings

#: Every cache may keep the answer, and asks each time whether it is still the same.
REVALIDATED = "public, max-age=0, must-revalidate"


def cache_control(at: datetime.datetime, *ends: datetime.datetime | None) -> str:
    """Return ``Cache-Control`` for an answer of the instant ``at``, which the clock changes at any of ``ends``.

    Browsers always ask again. A content delivery network, if one is configured, serves the answer for
    ``CDN_MAX_AGE`` seconds, since it is purged when the answer changes, and then a stale one while it asks, or while
    there is no answer (RFC 5861); never beyond what the clock changes.
    """
    if settings.CDN_MAX_AGE == 0:
        return REVALIDATED
    seconds = [int((end - at).total_seconds()) for end in ends if end is not None]
    left = min(seconds, default=settings.CDN_MAX_AGE + settings.CDN_STALE_IF_ERROR)
    shared = min(settings.CDN_MAX_AGE, left)
    if shared <= 0:
        return REVALIDATED
    while_asking = min(settings.CDN_STALE_WHILE_REVALIDATE, left - shared)
    on_error = min(settings.CDN_STALE_IF_ERROR, left - shared)
    return f"public, max-age=0, s-maxage={shared}, stale-while-revalidate={while_asking}, stale-if-error={on_error}"
