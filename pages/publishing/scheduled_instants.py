"""The instants at which anything goes live or expires."""

import datetime
from collections.abc import Iterable

from django.db.models import Max, Min, Model
from wagtail.models import Page, Revision

from pages.publishing.draftable import draftable_records


def first_expiry(after: datetime.datetime | None = None) -> datetime.datetime | None:
    """Return the first instant at which anything live expires, or has expired without having been unpublished yet.

    With ``after``, only later instants count.
    """
    later = {"expire_at__gt": after} if after is not None else {"expire_at__isnull": False}
    return earliest(
        model._default_manager.filter(live=True, **later).aggregate(at=Min("expire_at"))["at"] for model in _models()
    )


def last_expiry(at: datetime.datetime) -> datetime.datetime | None:
    """Return the last instant until ``at`` at which anything expired that has not been unpublished yet."""
    instants = (
        model._default_manager.filter(live=True, expire_at__lte=at).aggregate(at=Max("expire_at"))["at"]
        for model in _models()
    )
    return max((instant for instant in instants if instant is not None), default=None)


def first_go_live(after: datetime.datetime) -> datetime.datetime | None:
    """Return the first instant later than ``after`` at which a version goes live."""
    later = Revision.objects.filter(approved_go_live_at__gt=after)
    first: datetime.datetime | None = later.aggregate(at=Min("approved_go_live_at"))["at"]
    return first


def earliest(instants: Iterable[datetime.datetime | None]) -> datetime.datetime | None:
    """Return the first of some instants, or ``None`` if there is none."""
    return min((instant for instant in instants if instant is not None), default=None)


def _models() -> tuple[type[Model], ...]:
    return (Page, *draftable_records())
