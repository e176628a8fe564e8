"""Sends faults to Sentry, if ``SENTRY_DSN`` is set and ``sentry-sdk`` is installed."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from operations.logs.redaction import redact


def begin_sentry() -> None:
    """Send faults from now on. Raise ``ImproperlyConfigured`` if the library is missing."""
    try:
        import sentry_sdk
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured("SENTRY_DSN needs the library: pip install 'sentry-sdk>=2.75,<3'.") from error
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        release=settings.RELEASE or None,
        # Neither accounts nor addresses, cookies or what was posted.
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        before_send=without_secrets,
        before_breadcrumb=without_secrets,
    )


def without_secrets(event: Any, hint: Any) -> Any:
    """Return an event of Sentry in which no text has a secret."""
    return _cleaned(event)


def _cleaned(value: Any, name: str = "") -> Any:
    if isinstance(value, str):
        # A value may be a secret by its name only.
        return redact(f"{name}={value}").removeprefix(f"{name}=") if name else redact(value)
    if isinstance(value, dict):
        return {key: _cleaned(item, str(key)) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item, name) for item in value]
    return value
