"""Users who may work on a part of the tree of pages only."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from pages.models import User


def limited_editor(page: Page, *permissions: str, email: str = "limited@example.org") -> User:
    """A user who may enter the admin, and write below ``page`` or do there what else is named, and nowhere else."""
    group = Group.objects.create(name=f"Below {page.title}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions or ("add", "change"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{codename}_page")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user = User.objects.create_user(email, "a-password-for-tests")
    user.groups.add(group)
    return user
