"""The versions of pages and records that a release makes live, and those that were live before."""

import datetime
from typing import Any

from wagtail.models import Page, Revision

from releases.members.contents import MemberContent

_MOMENT = datetime.timedelta(microseconds=1)


def version_to_publish(content: MemberContent, user: Any) -> Revision:
    """Return the version of a member that goes live: the pinned or the latest one, or a new one if it has none."""
    revision: Revision = content.revision or content.stored.save_revision(user=user, clean=False, changed=False)
    return revision


def pinned_version(content: MemberContent, user: Any) -> Revision:
    """Return a new version like the latest one, which nobody else can change later.

    A form that is open while a release is scheduled would save what is typed next into the latest version.
    """
    revision: Revision = content.version.save_revision(user=user, clean=False, changed=False)
    return revision


def is_overtaken(content: MemberContent) -> bool:
    """Tell whether a member was published by itself since its release was scheduled: that version then stays.

    It is the same with a scheduled page, whose schedule ends when it is published.
    """
    stored, pinned = content.stored, content.revision
    if content.member.pinned_id is None or pinned is None or not stored.live or stored.live_revision_id is None:
        return False
    return bool(stored.last_published_at and stored.last_published_at > pinned.created_at)


def live_version(content: MemberContent) -> Revision | None:
    """Return the version that is live, or ``None`` if none is. What was published without a version gets one."""
    stored = content.stored
    if not stored.live or stored.live_revision_id:
        live: Revision | None = stored.live_revision if stored.live else None
        return live
    latest = stored.latest_revision
    kept: Revision = stored.save_revision(clean=False, changed=False)
    if latest is not None:
        # It is older than what was typed since.
        Revision.objects.filter(pk=kept.pk).update(created_at=latest.created_at - _MOMENT)
        base: Any = Page if content.is_page else type(stored)
        base._default_manager.filter(pk=stored.pk).update(latest_revision=latest)
        stored.latest_revision = latest
    return kept
