"""Who may import, and see what came of it."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from arrivals.models import FollowedCalendar, ImportRun, ProposedChange


def may_import_below(user: Any, page: Page) -> bool:
    """Return whether a user may make pages below ``page``."""
    return bool(page.permissions_for_user(user).can_add_subpage())


def may_import(user: Any) -> bool:
    """Return whether a user may make pages anywhere. The menu asks on every page of the admin: at most one query."""
    return bool(page_permission_policy.user_has_permission(user, "add"))


def may_see_run(user: Any, run: ImportRun) -> bool:
    """Return whether a user may see the report of an import: their own, and all of them for those who may do all."""
    return bool(user.is_superuser or run.user_id == user.pk)


def may_follow(user: Any) -> bool:
    """Return whether a user may see followed calendars and what has changed in them: who makes or edits pages."""
    return bool(page_permission_policy.user_has_any_permission(user, ["add", "change"]))


def calendars_of(user: Any) -> QuerySet[FollowedCalendar]:
    """Return the calendars whose events go below pages to which the user may add some."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "add")
    return FollowedCalendar.objects.filter(below__in=pages.order_by().values("pk"))


def changes_for(user: Any) -> QuerySet[ProposedChange]:
    """Return the open changes of events that the user may edit."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    open_changes = ProposedChange.objects.filter(state=ProposedChange.State.OPEN)
    return open_changes.filter(event__page__in=pages.order_by().values("pk"))
