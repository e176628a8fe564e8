"""Who may import, and see what came of it."""

from typing import Any

from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from arrivals.models import ImportRun


def may_import_below(user: Any, page: Page) -> bool:
    """Return whether a user may make pages below ``page``."""
    return bool(page.permissions_for_user(user).can_add_subpage())


def may_import(user: Any) -> bool:
    """Return whether a user may make pages anywhere. The menu asks on every page of the admin: at most one query."""
    return bool(page_permission_policy.user_has_permission(user, "add"))


def may_see_run(user: Any, run: ImportRun) -> bool:
    """Return whether a user may see the report of an import: their own, and all of them for those who may do all."""
    return bool(user.is_superuser or run.user_id == user.pk)
