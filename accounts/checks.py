"""Checks of the settings of accounts."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from accounts.second_factor.requirement import EVERYBODY
from pages.accounts.demo_login import ADMINISTRATOR


@register(Tags.security, deploy=True)
def check_proxies(**_: Any) -> list[CheckMessage]:
    """Return a warning if there is a proxy and its clients cannot be told apart: one of them could lock out all."""
    if not settings.SECURE_PROXY_SSL_HEADER or settings.TRUSTED_PROXIES:
        return []
    return [
        Warning(
            "TRUST_X_FORWARDED_PROTO says that there is a proxy, but TRUSTED_PROXIES does not name it.",
            hint="Failed attempts to sign in would count for all of its clients together (docs/accounts.md).",
            id="accounts.W002",
        )
    ]


@register(Tags.database)
def check_groups(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Return a warning for each group that a setting names and that does not exist: nobody would be in it."""
    if not databases or "default" not in databases:
        return []
    named = {
        "MFA_REQUIRED_GROUPS": set(settings.MFA_REQUIRED_GROUPS) - {EVERYBODY},
        "OIDC_GROUPS": set(settings.OIDC_GROUPS.values()),
    }
    try:
        known = {ADMINISTRATOR, *Group.objects.values_list("name", flat=True)}
    except DatabaseError:  # not migrated yet
        return []
    return [
        Warning(f"{setting} names “{name}”, which is no group.", hint="See Settings > Groups.", id="accounts.W001")
        for setting, names in named.items()
        for name in sorted(names - known)
    ]
