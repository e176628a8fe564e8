"""Checks of the definitions of receivers."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from delivery.receivers.registry import receiver_kinds
from delivery.secrets import secret_problem


@register()
def check_receiver_kinds(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse kinds of receivers that are known by half."""
    found: list[CheckMessage] = []
    for name, kind in receiver_kinds().items():
        if name != kind.name or len(name) > 32:
            found.append(
                Error(f"The kind of receiver “{name}” needs a name of at most 32 characters.", id="delivery.E001")
            )
        if kind.signs and not kind.needs_secret:
            found.append(Error(f"The kind of receiver “{name}” signs, so it needs a secret.", id="delivery.E002"))
        if kind.is_cache and kind.per_site:
            text = f"The kind of receiver “{name}” is a cache, which is told the tags of all sites at once."
            found.append(Error(text, id="delivery.E003"))
        if not 0 <= kind.quiet <= kind.longest:
            text = f"The kind of receiver “{name}” must not wait longer for quiet than it waits at most."
            found.append(Error(text, id="delivery.E004"))
    return found


@register()
def check_frontend_secret(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse a secret of the frontend that cannot sign."""
    secret = settings.FRONTEND_WEBHOOK_SECRET
    problem = secret_problem(secret) if secret else None
    return [Error(f"FRONTEND_WEBHOOK_SECRET: {problem}", id="delivery.E005")] if problem else []
