"""Checks of the settings of accounts that need the database."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from accounts.second_factor.requirement import EVERYBODY
from pages.accounts.demo_login import ADMINISTRATOR


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
