"""Checks that show an operator configuration errors before visitors notice them."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from wagtail.models import Site

from pages.accounts.demo_login import DEMO_ACCOUNTS, DEMO_PASSWORD


@register(Tags.database)
def check_site_record(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Return a warning if the default site record differs from ``FRONTEND_URL``; the record takes precedence."""
    if not databases or "default" not in databases or not settings.FRONTEND_URL:
        return []
    try:
        site = Site.objects.filter(is_default_site=True).first()
    except DatabaseError:  # not migrated yet
        return []
    if site is None or site.root_url == settings.FRONTEND_URL.rstrip("/"):
        return []
    return [
        Warning(
            f"The default site record has the URL {site.root_url}, but FRONTEND_URL is {settings.FRONTEND_URL}.",
            hint="The site record takes precedence. Change it under Settings > Sites, or change FRONTEND_URL.",
            id="pages.W001",
        )
    ]


def refuse_demo_login() -> None:
    """Raise ``ImproperlyConfigured`` if an active account still has the published demo password.

    Do nothing in development, or if the database cannot be read.
    """
    if settings.DEBUG or settings.DEMO_LOGIN:
        return
    try:
        accounts = list(get_user_model().objects.filter(email__in=DEMO_ACCOUNTS, is_active=True))
    except DatabaseError:
        return
    open_doors = [account.email for account in accounts if account.check_password(DEMO_PASSWORD)]
    if open_doors:
        raise ImproperlyConfigured(
            f"The demo login is active for {', '.join(open_doors)}. Change its password or deactivate the account."
        )
