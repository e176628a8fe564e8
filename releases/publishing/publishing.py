"""Publishes a release."""

import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from releases.members.adding import NotChanged
from releases.members.contents import MemberContent, in_order, read_members
from releases.models import Release
from releases.publishing.refusals import ReleaseRefused, attempt, obstacles
from releases.publishing.versions import is_overtaken, live_version, version_to_publish


def publish_release(release: Release, user: Any) -> Release:
    """Publish all members of a release now, in one transaction, and return the release.

    Of a scheduled release the versions go live that were pinned, of another one the latest. Raise ``ReleaseRefused``
    with all that stands against it, and ``NotChanged`` if it was published in the meantime; either way nothing of it is
    published.
    """
    with transaction.atomic():
        locked = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
        if not (locked.is_open or locked.is_scheduled):
            raise NotChanged(f"“{locked}” is published already.")
        carry_out(locked, user, timezone.now())
        return locked


def carry_out(release: Release, user: Any, at: datetime.datetime, log_action: str | bool = True) -> None:
    """Publish the members of a release, which the caller has locked in the transaction that this belongs to.

    ``log_action`` is what the history of each member says. Raise ``ReleaseRefused``; the caller rolls back.
    """
    contents = read_members(release.members.all())
    if not contents:
        raise ReleaseRefused(["There is nothing in this release. Add a page or a record first."])
    refused = [sentence for content in contents for sentence in obstacles(content, user, at)]
    if refused:
        raise ReleaseRefused(list(dict.fromkeys(refused)))
    before = {content.member.pk: (bool(content.stored.live), live_version(content)) for content in contents}
    published: dict[int, Revision] = {}
    for content in _steps(contents):
        step = partial(_publish, content, user, log_action, published)
        if not content.member.publishes:
            step = partial(content.stored.unpublish, user=user)
        refused += attempt(content.title, step)
    if refused:
        raise ReleaseRefused(list(dict.fromkeys(refused)))
    for content in contents:
        member = content.member
        member.was_live, member.before = before[member.pk]
        member.published, member.pinned = published.get(member.pk), None
        member.save()
    release.status, release.problems = Release.Status.PUBLISHED, []
    release.published_at, release.published_by = at, user
    release.undone_at = release.undone_by = None
    release.save()
    log(release, "releases.publish", user=user)


def _steps(contents: list[MemberContent]) -> list[MemberContent]:
    """Return the members in the order in which they are dealt with.

    Pages that are unpublished make room for others first. Records come before the pages that show them.
    """
    ordered = in_order(contents)
    withdrawn = [content for content in ordered if not content.member.publishes]
    pages = [content for content in reversed(withdrawn) if content.is_page]
    records = [content for content in ordered if not content.is_page and content.member.publishes]
    hidden = [content for content in withdrawn if not content.is_page]
    return [*pages, *records, *hidden, *(found for found in ordered if found.is_page and found.member.publishes)]


def _publish(content: MemberContent, user: Any, log_action: str | bool, published: dict[int, Revision]) -> None:
    if is_overtaken(content):
        published[content.member.pk] = content.stored.live_revision
        return
    revision = version_to_publish(content, user)
    if not content.is_page:
        try:
            content.version.full_clean()
        except ValidationError as error:
            raise ValidationError([f"It is not complete. {' '.join(error.messages)}"]) from error
    revision.publish(user=user, log_action=log_action, skip_permission_checks=True)
    published[content.member.pk] = revision
