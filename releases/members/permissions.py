"""Who may do what with the members of releases."""

from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry

from pages.editor.visible_pages import may_see_pages
from pages.previews.sessions import may_edit
from pages.records.record import Record, record_models


def may_compose(user: Any) -> bool:
    """Return whether a user may make releases: everybody who works on pages or records."""
    return may_see_pages(user) or any(_may(user, model, "change", "publish") for model in record_models())


def may_add(user: Any, content: Any) -> bool:
    """Return whether a user may add a page or record to a release, and see its drafts there: who may edit it."""
    if isinstance(content, Page):
        return may_edit(user, content)
    return bool(user.is_active) and _may(user, type(content), "change", "publish")


def may_publish(user: Any, content: Any) -> bool:
    """Return whether a user may publish, and unpublish, a page or record. Without a user, nobody may."""
    if user is None or not user.is_active:
        return False
    if isinstance(content, Page):
        return bool(content.permissions_for_user(user).can_publish())
    return _may(user, type(content), "publish")


def _may(user: Any, model: type[Record], *actions: str) -> bool:
    return bool(policy_registry.get_by_type(model).user_has_any_permission(user, actions))
