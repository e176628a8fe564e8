"""The instants at which anything goes live or expires."""

import datetime
from collections.abc import Callable, Iterable

from django.db.models import Max, Min, Model
from wagtail.models import Page, Revision

from pages.publishing.draftable import draftable_records
from pages.registration.registry import Registry

#: Functions that return the first instant later than the one given at which anything else goes live.
_FURTHER: Registry[str, Callable[[datetime.datetime], datetime.datetime | None]] = Registry("source of instants")


def register_go_live_instants(
    name: str, first: Callable[[datetime.datetime], datetime.datetime | None], *, own: bool = False
) -> None:
    """Add a function that returns the first instant later than the one given at which anything goes live.

    Call this in ``AppConfig.ready``. Whatever changes such an instant records a ``NEXT_TRANSITION`` for the log.
    """
    _FURTHER.register(name, first, own=own)


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
    return earliest((first, *(further(after) for further in _FURTHER.all().values())))


def earliest(instants: Iterable[datetime.datetime | None]) -> datetime.datetime | None:
    """Return the first of some instants, or ``None`` if there is none."""
    return min((instant for instant in instants if instant is not None), default=None)


def _models() -> tuple[type[Model], ...]:
    return (Page, *draftable_records())
