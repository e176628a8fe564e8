"""Brings a change of one date of a series to others, where nobody has changed the same thing on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from pages.models import EventPage, User
from pages.series.shared_values import shared_fields, shared_values, with_values
from pages.series.versions import save_version, why_not_changed


@dataclass(frozen=True)
class DateChange:
    """What becomes of one date: the names of the shared fields that change, and of those that stay as they are there.

    ``problem`` is a sentence that says why nothing can be changed, or ``""``.
    """

    page: EventPage
    changed: Sequence[str]
    kept: Sequence[str]
    problem: str

    @property
    def changed_labels(self) -> list[str]:
        """The labels of the fields that change."""
        return [shared_fields()[name] for name in self.changed]

    @property
    def kept_labels(self) -> list[str]:
        """The labels of the fields that differ and stay."""
        return [shared_fields()[name] for name in self.kept]


def other_dates(event: EventPage) -> list[EventPage]:
    """Return the other dates of the series of ``event`` in its language, as they are published or first saved."""
    others = EventPage.objects.filter(series=event.series_id, locale=event.locale_id, alias_of=None)
    return list(others.exclude(pk=event.pk).order_by("starts_at", "pk")) if event.series_id else []


def planned_changes(event: EventPage, others: Iterable[EventPage], user: User) -> list[DateChange]:
    """Return what bringing the latest version of ``event`` to each of ``others`` would do, without doing it.

    A field changes where it has the value that all dates were given last; where it has another one, somebody changed it
    there on purpose, and it stays.
    """
    source = shared_values(event)
    return [_planned(source, other, user) for other in others]


def _planned(source: dict[str, object], other: EventPage, user: User) -> DateChange:
    latest = other.get_latest_revision_as_object()
    theirs, given = shared_values(latest), other.given_by_series or {}
    different = [name for name in shared_fields() if theirs[name] != source[name]]
    changed = [name for name in different if name in given and theirs[name] == given[name]]
    kept = [name for name in different if name not in changed]
    return DateChange(latest, changed, kept, why_not_changed(latest, user) if changed else "")


def change_dates(event: EventPage, others: Iterable[EventPage], user: User) -> tuple[list[DateChange], list[str]]:
    """Bring the latest version of ``event`` to ``others``, in one transaction.

    Return what was done, and sentences about what was not: a page that is locked, a version that could not be
    published. ``event`` itself is not changed.
    """
    source, problems = shared_values(event), []
    done = []
    with transaction.atomic():
        EventPage.objects.filter(pk=event.pk).update(given_by_series=source)
        for change in planned_changes(event, others, user):
            if change.problem:
                problems.append(f"{change.problem} Nothing was changed there.")
                continue
            page = change.page
            # What is equal already counts as given: a later change of the series goes on from there.
            equal = shared_fields().keys() - set(change.kept)
            given = {**(page.given_by_series or {}), **{name: source[name] for name in equal}}
            EventPage.objects.filter(pk=page.pk).update(given_by_series=given)
            if change.changed:
                page = with_values(page, source, change.changed)
                page.given_by_series = given
                problems.append(save_version(page, user))
                done.append(change)
    return done, list(filter(None, problems))
