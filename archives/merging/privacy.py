"""Keeps private here what is private there."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from archives.contents.models import archived_models
from archives.portable.identities import is_private
from archives.portable.portable_object import PortableObject


def is_hidden(row: Any) -> bool:
    """Tell whether only some may see a page or a collection."""
    if isinstance(row, Page):
        return bool(row.get_view_restrictions().exists())
    return isinstance(row, Collection) and is_private(row)


def hide(row: Any, portable: PortableObject) -> None:
    """Restrict a new page or collection as it is there, unless one above it is restricted here.

    Passwords are in no archive: nobody knows the new one. Groups are those of the same names; if there are none,
    everybody who signs in may see it.
    """
    if not portable.restriction or is_hidden(row):
        return
    model: Any = PageViewRestriction if isinstance(row, Page) else CollectionViewRestriction
    kind = portable.restriction
    groups = list(Group.objects.filter(name__in=portable.groups)) if kind == model.GROUPS else []
    if kind == model.GROUPS and not groups:
        kind = model.LOGIN
    made = model(restriction_type=kind, **{"page" if isinstance(row, Page) else "collection": row})
    if kind == model.PASSWORD:
        made.password = archived_models()[model].filled["password"]()
    made.save()
    made.groups.set(groups)
