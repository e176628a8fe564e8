"""Undoes a release: what it changed is again as it was before."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from pages.publishing.draftable import stored_instant
from pages.publishing.returning import returning_to_earlier_versions
from releases.members.adding import NotChanged
from releases.members.contents import MemberContent, in_order, read_members
from releases.models import Release
from releases.publishing.refusals import ReleaseRefused, attempt, check_may_publish_all


@dataclass(frozen=True)
class Return:
    """What becomes of a member when its release is undone. With a ``conflict``, it can only be left as it is."""

    content: MemberContent
    conflict: str = ""

    @property
    def outcome(self) -> str:
        """What becomes of it, for an editor."""
        member = self.content.member
        if member.was_live:
            return "Returns to the version that was public before" if member.publishes else "Is published again"
        return "Is unpublished" if member.publishes else "Stays as it is"


def returns(release: Release) -> list[Return]:
    """Return what undoing a published release would do with each member."""
    return [Return(content, _conflict(content)) for content in read_members(release.members.select_related("before"))]


def _conflict(content: MemberContent) -> str:
    member, stored = content.member, content.stored
    if stored is None:
        return "It was deleted since."
    if member.publishes and not stored.live:
        return "It was unpublished since."
    if member.publishes and stored.live_revision_id != member.published_id:
        return "It was published anew since."
    if not member.publishes and stored.live:
        return "It was published again since."
    if member.was_live and member.before is None:
        return "The version that was public before is no longer kept."
    if member.was_live and member.before is not None:
        expiry = stored_instant(member.before, "expire_at")
        if expiry and expiry <= timezone.now():
            return "The version that was public before has expired."
    return ""


def undo_release(release: Release, user: Any, leaving: Collection[int] = ()) -> Release:
    """Undo a published release in one transaction, except for the members whose keys are in ``leaving``.

    Each member returns to the version that was live before, or is unpublished if none was. Drafts stay what they are.
    Raise ``ReleaseRefused`` if a member has changed since and is not left, or if the user may not publish one of
    them, left or not, and ``NotChanged`` if the release is not published.
    """
    with transaction.atomic():
        locked = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
        if not locked.is_published:
            raise NotChanged(f"“{locked}” is not published, so there is nothing to undo.")
        found = returns(locked)
        check_may_publish_all((one.content for one in found), user)
        undone = [one for one in found if one.content.member.pk not in leaving]
        refused = [f"“{one.content.title}”: {one.conflict}" for one in undone if one.conflict]
        contents = [one.content for one in undone]
        if not refused:
            with returning_to_earlier_versions():
                refused = _carry_out(contents, user)
        if refused:
            raise ReleaseRefused(refused)
        locked.status, locked.undone_at, locked.undone_by = Release.Status.UNDONE, timezone.now(), user
        locked.goes_live_at = None
        locked.save()
        log(locked, "releases.undo", user=user)
        return locked


def _carry_out(contents: list[MemberContent], user: Any) -> list[str]:
    """Return the members to what they were: what is withdrawn goes first from below, what returns from above."""
    ordered = in_order(contents)
    withdrawn = [content for content in ordered if content.member.publishes and not content.member.was_live]
    pages = [content for content in reversed(withdrawn) if content.is_page]
    records = [content for content in withdrawn if not content.is_page]
    refused: list[str] = []
    for content in pages:
        refused += attempt(content.title, partial(content.stored.unpublish, user=user))
    for content in ordered:
        before = content.member.before
        if content.member.was_live and before is not None:
            step = partial(before.publish, user=user, previous_revision=before, skip_permission_checks=True)
            refused += attempt(content.title, step)
    for content in records:
        refused += attempt(content.title, partial(content.stored.unpublish, user=user))
    return refused
