"""Schedules a release, and takes it off the schedule."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from pages.fields.written_dates import instant_in_words
from releases.members.adding import NotChanged, locked_open
from releases.members.contents import read_members
from releases.models import Release
from releases.publishing.publishing import carry_out
from releases.publishing.refusals import ReleaseRefused, check_may_publish_all
from releases.publishing.versions import pinned_version


class _Rehearsed(Exception):
    """Ends a rehearsal."""


def schedule_release(release: Release, user: Any, at: datetime.datetime) -> Release:
    """Schedule a release for an instant, on behalf of a user who may publish each member, and return it.

    What is in each member now goes live then, whatever is typed later. Raise ``ReleaseRefused`` if it could not be
    published as it is, or if the instant has passed, and ``NotChanged`` if it is scheduled or published.
    """
    with transaction.atomic():
        locked = locked_open(release)
        if at <= timezone.now():
            raise ReleaseRefused(["This instant has passed. Publish the release now, or choose a later one."])
        _rehearse(locked, user, at)
        for content in read_members(locked.members.all()):
            if content.member.publishes:
                content.member.pinned = pinned_version(content, user)
                content.member.save(update_fields=["pinned"])
        locked.status, locked.goes_live_at, locked.scheduled_by = Release.Status.SCHEDULED, at, user
        locked.problems = []
        locked.save()
        log(locked, "releases.schedule", user=user, data={"at": instant_in_words(timezone.localtime(at))})
        return locked


def unschedule_release(release: Release, user: Any) -> Release:
    """Take a release off the schedule, and return it.

    Raise ``ReleaseRefused`` if the user may not publish each member, and ``NotChanged`` if it is not scheduled any
    more.
    """
    with transaction.atomic():
        locked = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
        if not locked.is_scheduled:
            raise NotChanged(f"“{locked}” is not scheduled.")
        check_may_publish_all(read_members(locked.members.all()), user)
        locked.status, locked.goes_live_at, locked.scheduled_by = Release.Status.DRAFT, None, None
        locked.save()
        locked.members.update(pinned=None)
        log(locked, "releases.unschedule", user=user)
        return locked


def _rehearse(release: Release, user: Any, at: datetime.datetime) -> None:
    """Publish the release and roll it back. Raise ``ReleaseRefused`` if it cannot be published."""
    try:
        with transaction.atomic():
            carry_out(release, user, at)
            raise _Rehearsed
    except _Rehearsed:
        release.refresh_from_db()
