"""What an import may do for the user who started it."""

from typing import Any

from django.contrib.auth import get_permission_codename
from wagtail.models import Page

from arrivals.writing.options import ImportOptions


class Permissions:
    """What the user of an import may do by hand; everything if the import is not bound to that."""

    def __init__(self, options: ImportOptions) -> None:
        self._is_bound = options.within_permissions
        self._user: Any = options.user

    def may_add_below(self, page: Page) -> bool:
        """Return whether pages may be made below ``page``."""
        return not self._is_bound or bool(page.permissions_for_user(self._user).can_add_subpage())

    def may_save(self, content: Any) -> bool:
        """Return whether an object may be changed or, if it is new and no page, be made."""
        if not self._is_bound:
            return True
        if isinstance(content, Page):
            return bool(content.permissions_for_user(self._user).can_edit())
        return self.may("change" if content.pk else "add", type(content))

    def may(self, action: str, model: Any) -> bool:
        """Return whether the user has the permission for an action on a model everywhere."""
        meta = model._meta
        return not self._is_bound or self._user.has_perm(f"{meta.app_label}.{get_permission_codename(action, meta)}")
