"""The rule that nothing vanishes at publishing: every shared record that a page shows must be public."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.formats import date_format

from pages.database.alphabet import alphabetical
from pages.publishing.consent import Consent, record_key
from pages.publishing.rules import PublishError
from pages.publishing.shown_records import ShownRecord, shown_records
from pages.publishing.stored_records import StoredRecord, read_stored_records
from pages.records.record import Record

#: The code of the error for a record that is not public.
NOT_PUBLIC = "record_not_public"


@dataclass(frozen=True)
class HiddenRecord:
    """A record that is not public at the planned instant, and the first place at which a page shows it."""

    stored: StoredRecord
    shown: ShownRecord

    @property
    def record(self) -> Record:
        """The record as it was published last."""
        return self.stored.record

    @property
    def key(self) -> str:
        """The key for a ``Consent``."""
        return record_key(self.record)


def planned_instant(page: Any) -> datetime.datetime:
    """Return the instant at which ``page`` goes live if it is published now: its scheduled one, or now."""
    now = timezone.now()
    return page.go_live_at if page.go_live_at is not None and page.go_live_at > now else now


def hidden_records(page: Any) -> list[HiddenRecord]:
    """Return the records that ``page`` shows and that are not public when it goes live, at each place once.

    These are records that were never published, that were unpublished or have expired, and that go live later. What
    such a record itself shows, such as the organization of a person, is listed at the same place.
    """
    at = planned_instant(page)
    found: dict[tuple[Any, ...], HiddenRecord] = {}
    level = list(shown_records(page))
    followed: set[str] = set()
    while level:
        hidden = list(_hidden(level, at))
        level = []
        for entry in hidden:
            place = entry.shown
            found.setdefault((entry.key, place.field, place.relation, id(place.row)), entry)
            if entry.key not in followed:
                followed.add(entry.key)
                level += [
                    ShownRecord(inner.model, inner.primary_key, place.field, place.relation, place.row)
                    for inner in shown_records(entry.stored.draft())
                ]
    return list(found.values())


def _hidden(shown: Iterable[ShownRecord], at: datetime.datetime) -> Iterator[HiddenRecord]:
    shown = list(shown)
    keys: dict[type[Record], set[int]] = defaultdict(set)
    for place in shown:
        keys[place.model].add(place.primary_key)
    hidden = {
        (model, key): stored
        for model, wanted in keys.items()
        for key, stored in read_stored_records(model, wanted).items()
        if not stored.is_public_at(at)
    }
    for place in shown:
        if (stored := hidden.get((place.model, place.primary_key))) is not None:
            yield HiddenRecord(stored, place)


def record_errors(page: Any) -> list[PublishError]:
    """Return an error for each record that ``page`` shows and that is not public when it goes live."""
    errors = []
    publishers: dict[type[Record], str] = {}
    for hidden in hidden_records(page):
        model, place = type(hidden.record), hidden.shown
        if model not in publishers:
            publishers[model] = who_publishes(model)
        message = (
            f"“{hidden.record}” {record_state(hidden.stored)}, so it is not shown on this page. {publishers[model]}"
        )
        errors.append(PublishError(NOT_PUBLIC, message, place.field, place.relation, place.row, subject=hidden.key))
    return errors


def newly_hidden_records(page: Any) -> list[HiddenRecord]:
    """Return the records that publishing ``page`` must not lose: those that the live version does not lack already."""
    return not_hidden_before(page, hidden_records(page))


def not_hidden_before(page: Any, hidden: list[HiddenRecord]) -> list[HiddenRecord]:
    """Return those of the ``hidden_records`` of ``page`` that its live version does not lack already."""
    if not hidden or not page.pk or not page.live:
        return hidden
    live = type(page)._default_manager.filter(pk=page.pk, live=True).first()
    missing = {_place(entry) for entry in hidden_records(live)} if live else set()
    return [entry for entry in hidden if _place(entry) not in missing]


def _place(hidden: HiddenRecord) -> tuple[str, str, str | None]:
    return hidden.key, hidden.shown.field, hidden.shown.relation


def without_consent(errors: Iterable[PublishError], page: Any, consent: Consent) -> list[PublishError]:
    """Return the errors without those about records that ``consent`` covers."""
    errors = list(errors)
    if not consent.keys or not any(error.code == NOT_PUBLIC for error in errors):
        return errors
    covered = {hidden.key for hidden in hidden_records(page) if consent.covers(hidden.record)}
    return [error for error in errors if error.code != NOT_PUBLIC or error.subject not in covered]


def record_state(stored: StoredRecord) -> str:
    """Return why a record is not public, in a few words for an editor."""
    record = stored.record
    if record.live or record.expired:
        return "has expired"
    if stored.scheduled is not None:
        local = timezone.localtime(stored.scheduled.approved_go_live_at)
        return f"goes live only on {date_format(local, 'j F Y, H:i')}"
    return "is not published" if record.first_published_at is None else "was unpublished"


def who_publishes(model: type[Record]) -> str:
    """Return a sentence that says which groups can publish the records of a model, and where."""
    permission = f"publish_{model._meta.model_name}"
    groups = Group.objects.filter(
        permissions__codename=permission, permissions__content_type__app_label=model._meta.app_label
    )
    names = list(groups.order_by(alphabetical("name")).values_list("name", flat=True).distinct())
    if not names:
        return "An administrator can publish the record under “People & topics”."
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return f"Anyone with the role {listed} can publish the record together with the page, or under “People & topics”."
