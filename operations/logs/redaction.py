"""Removes secrets from the lines of the log."""

import functools
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings

REDACTED = "[redacted]"
#: The settings that are secret as they are, or lists of secrets.
SECRET_SETTINGS = (
    *("SECRET_KEY", "SECRET_KEY_FALLBACKS", "IMAGE_SIGNING_KEY", "IMAGE_SIGNING_KEY_FALLBACKS"),
    *(
        "EMAIL_HOST_PASSWORD",
        "OIDC_CLIENT_SECRET",
        "FRONTEND_WEBHOOK_SECRET",
        "HEALTH_TOKEN",
        "METRICS_TOKEN",
        "SENTRY_DSN",
    ),
)
#: Values that are too short would be found in words.
SHORTEST = 6

_NAMES = (
    r"(?:[\w-]*(?:token|secret|password|passwd|pwd|api[_-]?key|access[_-]?key|signing[_-]?key)"
    r"|new_password[12]|sessionid|csrftoken|csrfmiddlewaretoken|proxy-authorization|authorization|cookie|set-cookie)"
)
#: Each pattern with what takes the place of what it finds.
_PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        # Headers: the rest of the line is secret.
        (r"((?:proxy-)?authorization|(?:set-)?cookie|preview-token)(['\"]?\s*[:=]\s*['\"]?)[^'\"\r\n]+", r"\1\2"),
        (r"\b(bearer|basic)\s+[\w.~+/=-]{4,}", r"\1 "),
        # name=value in query strings and forms, and 'name': 'value' in dictionaries and JSON.
        (rf"(?<![\w-])({_NAMES})(\\?['\"]?\s*[:=]\s*)(b?\\?['\"])(?:(?!\\?['\"]).)+", r"\1\2\3"),
        (rf"(?<![\w-])({_NAMES})(=|%3D)[^&\s'\";,\])}}]+", r"\1\2"),
        # The name and password of an address.
        (r"(\b[a-z][a-z0-9+.-]*://)[^/\s@'\"]+(?=@)", r"\1"),
        # Paths that open something: a calendar, a new password.
        (r"(/calendar/\d+/)[^/\s'\"?]+?(?=\.ics)", r"\1"),
        (r"(/password_reset/confirm/)[^\s'\"?]+", r"\1"),
        # Secrets of webhooks.
        (r"\b(whsec_)[A-Za-z0-9+/=]+", r"\1"),
        # Tokens of previews, shared drafts and calendars without anything that says so: 32 bytes in Base64.
        (r"(?-i:(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{43}(?![\w-]))", ""),
    )
)


def redact(text: str) -> str:
    """Return a text without secrets: the values of our settings, and whatever looks like a password or token."""
    for value in _values():
        if value in text:
            text = text.replace(value, REDACTED)
    for pattern, kept in _PATTERNS:
        text = pattern.sub(kept + REDACTED, text)
    return text


@functools.cache
def _values() -> tuple[str, ...]:
    """Return the secrets of this process, the longest first."""
    found = {value for value in _secrets() if len(value) >= SHORTEST}
    return tuple(sorted(found, key=len, reverse=True))


def _secrets() -> Iterator[str]:
    for name in SECRET_SETTINGS:
        value = getattr(settings, name, "") or ()
        yield from [value] if isinstance(value, str) else value
    for database in settings.DATABASES.values():
        yield str(database.get("PASSWORD") or "")
    for cache in settings.CACHES.values():
        yield unquote(urlsplit(str(cache.get("LOCATION") or "")).password or "")


def forget_values() -> None:
    """Read the secrets of this process again. For tests, which change settings."""
    _values.cache_clear()
