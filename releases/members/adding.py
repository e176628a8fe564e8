"""Adds pages and records to releases, and takes them out."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from releases.members.contents import is_releasable, key_of, read_members, title_of
from releases.members.permissions import may_add
from releases.models import Release, ReleaseMember

#: The most members of a release: all are published in one transaction, for which others wait.
MOST_MEMBERS = 100


class NotChanged(Exception):
    """Raised if a release cannot be changed as asked; the text is a sentence for the editor."""


def make_release(release: Release, user: Any) -> Release:
    """Save a new release of a user, note it in its history, and return it."""
    release.created_by = user
    release.save()
    log(release, "releases.create", user=user)
    return release


def add_members(
    release: Release, contents: Iterable[Any], user: Any, action: str = ReleaseMember.Action.PUBLISH
) -> list[ReleaseMember]:
    """Add pages or records to a release, and return the members. Those that it has already get the ``action``.

    A release that is not saved yet is made first. Raise ``NotChanged``, and change nothing, if the release is scheduled
    or published, if it would have more than ``MOST_MEMBERS``, or if the user may not edit one of them.
    """
    with transaction.atomic():
        locked = locked_open(release if release.pk else make_release(release, user))
        added = []
        for content in contents:
            if not is_releasable(content) or not may_add(user, content):
                raise NotChanged("Nothing was added: there is something among it that you may not edit.")
            content_type, key = key_of(content)
            member, is_new = ReleaseMember.objects.update_or_create(
                release=locked,
                content_type_id=content_type,
                object_id=key,
                defaults={"action": action},
                create_defaults={"action": action, "title": title_of(content)[:255], "added_by": user},
            )
            added.append(member)
            if is_new:
                log(locked, "releases.add", user=user, data={"title": member.title})
        if locked.members.count() > MOST_MEMBERS:
            raise NotChanged(f"Nothing was added: a release has at most {MOST_MEMBERS} pages and records.")
        return added


def remove_member(member: ReleaseMember, user: Any) -> None:
    """Take a page or record out of its release; one that was deleted can be taken out by everybody.

    Raise ``NotChanged`` if the release is scheduled or published, or if the user may not edit the page or record.
    """
    with transaction.atomic():
        locked = locked_open(member.release)
        [content] = read_members([member])
        if content.stored is not None and not may_add(user, content.stored):
            raise NotChanged("Nothing was taken out: it is something that you may not edit.")
        member.delete()
        log(locked, "releases.remove", user=user, data={"title": member.title})


def locked_open(release: Release) -> Release:
    """Return the release as it is in the database, locked until the end of the transaction.

    Raise ``NotChanged`` if it is scheduled or published.
    """
    locked = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if locked.is_scheduled:
        raise NotChanged(f"“{locked}” is scheduled. Take it off the schedule before you change what is in it.")
    if not locked.is_open:
        raise NotChanged(f"“{locked}” is published already. Make another release for what comes next.")
    return locked
