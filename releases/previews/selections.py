"""Which drafts a preview of the whole site shows because of releases."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from pages.previews.perspective import EDITING
from pages.previews.selections import ObjectKey, Selection
from pages.previews.sessions import Preview
from releases.members.permissions import may_add
from releases.models import PreviewedRelease, Release, ReleaseMember


def selection_of(preview: Preview, at: datetime.datetime | None) -> Selection | None:
    """Return the members of the release that a preview shows or, at an instant, what releases change until then."""
    if preview.session is not None:
        shown = PreviewedRelease.objects.filter(session=preview.session).first()
        if shown is not None:
            # With nothing in the release, the site is as it is now.
            return _with_release(list(ReleaseMember.objects.filter(release=shown.release_id)), preview.user)
    return _at(at, preview.user) if at is not None else None


def _with_release(members: list[ReleaseMember], user: Any) -> Selection:
    return Selection(
        # What the user may not edit is left out where the drafts are read.
        only=frozenset(member.key for member in members if member.publishes),
        withdrawn=_editable([member.key for member in members if not member.publishes], user),
        versions={member.key: member.pinned_id for member in members if member.pinned_id is not None},
    )


def _at(at: datetime.datetime, user: Any) -> Selection | None:
    scheduled = ReleaseMember.objects.filter(release__status=Release.Status.SCHEDULED).select_related("release")
    members = list(scheduled)
    if not members:
        return None
    due = [member for member in members if member.release.goes_live_at and member.release.goes_live_at <= at]
    later = {member.key for member in members if member.publishes} - {member.key for member in due}
    withdrawn = [member.key for member in due if not member.publishes]
    return Selection(left_out=frozenset(later), withdrawn=_editable(withdrawn, user))


def _editable(keys: Iterable[ObjectKey], user: Any) -> frozenset[ObjectKey]:
    """Return those that the user may edit: what they may not see in drafts stays as it is."""
    found: set[ObjectKey] = set()
    of_pages = ContentType.objects.get_for_model(Page).pk
    pages = [key for content_type, key in keys if content_type == of_pages]
    if pages:
        editable = page_permission_policy.instances_user_has_any_permission_for(user, EDITING).filter(pk__in=pages)
        found |= {(of_pages, key) for key in editable.values_list("pk", flat=True)}
    for content_type, key in keys:
        model: Any = ContentType.objects.get_for_id(content_type).model_class()
        if content_type != of_pages and model is not None and may_add(user, model(pk=key)):
            found.add((content_type, key))
    return frozenset(found)
