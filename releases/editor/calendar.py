"""Scheduled releases as entries of the editors' calendar."""

from typing import Any

from django.urls import reverse

from pages.editor.calendar.entry import Entry, Kind, Span, at_instant
from releases.members.permissions import may_compose
from releases.models import Release


def release_entries(user: Any, span: Span) -> list[Entry]:
    """Return the releases that are scheduled within a span, for those who may make releases."""
    scheduled = Release.objects.filter(
        status=Release.Status.SCHEDULED, goes_live_at__gte=span.start, goes_live_at__lt=span.end
    )
    if not may_compose(user):
        return []
    return [
        at_instant(
            Kind.GO_LIVE,
            release,
            f"Release: {release}",
            reverse("releases_release", args=[release.pk]),
            release.goes_live_at,
            span.zone,
        )
        for release in scheduled
        if release.goes_live_at
    ]
