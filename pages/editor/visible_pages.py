"""Which pages a user works on: the rule of the dashboard, the calendar and the filters of lists."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

#: The permissions of which a user needs one on a page, or above it, to find it in the tree of pages.
SEEING = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})


def visible_pages(user: Any) -> QuerySet[Page]:
    """Return the pages, drafts included, that the user finds in the tree of pages because of their permissions.

    Pages above them, which the tree shows as the way there, are not among them.
    """
    return policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, SEEING)


def may_see_pages(user: Any) -> bool:
    """Tell whether there can be any visible page for the user."""
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, SEEING))
