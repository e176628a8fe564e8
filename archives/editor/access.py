"""Who may export in the admin."""

from typing import Any

from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from pages.records.record import record_models


def may_export_site(user: Any) -> bool:
    """Return whether a user may export the whole site, with everybody's drafts and e-mail addresses."""
    return bool(user.is_superuser)


def may_export_page(user: Any, page: Page) -> bool:
    """Return whether a user may export a page: who may edit it and all records, whose internal notes come along."""
    if page.is_root() or not page.permissions_for_user(user).can_edit():
        return False
    return all(ModelPermissionPolicy(model).user_has_permission(user, "change") for model in record_models())
