"""Appends to the change log."""

import datetime
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from api.changes.diff import Diff, Difference
from api.changes.pending import NEXT_TRANSITION, ObjectReference, PendingChange
from api.changes.public_states import Key
from api.changes.reference_index import index_references
from api.changes.searched import write_documents_of
from api.models import Change, ChangeCounter, PublicObject, TagSequence
from api.registry.kinds import batches
from pages.database.notifications import notify
from pages.publishing.media_uses import forget_media_uses, rewrite_media_uses, update_media_uses
from pages.publishing.scheduled_instants import earliest, first_expiry, first_go_live

#: What is notified of when a transaction that appended to the log commits; see ``pages.database.notifications``.
CHANNEL = "coalition_cms_changes"


def append(pending: Collection[PendingChange]) -> None:
    """Append the public changes of objects that may have changed. Call this at the end of a transaction.

    It locks the counter, for which other transactions then wait until this one ends. It locks no other row that a
    transaction without the counter could wait for.
    """
    media = _update_references(pending)
    counter = _take_counter()
    diff = Diff()
    diff.compare_pending(pending, media)
    _write(counter, diff.differences)
    write_documents_of(diff.referring)
    if any(change.kind == NEXT_TRANSITION for change in pending):
        _set_next_transition(counter)


def append_missing() -> int:
    """Append every change that is missing from the log, and return their number.

    Changes are missing only if content was changed without signals: by SQL, or by a queryset's ``update``.
    """
    counter = _take_counter()
    rewrite_media_uses()
    diff = Diff()
    diff.compare_everything()
    _write(counter, diff.differences)
    _set_next_transition(counter)
    return len(diff.differences)


def begin() -> None:
    """Start the log from the current public state, without a row for each object."""
    counter = _take_counter()
    rewrite_media_uses()
    diff = Diff()
    diff.compare_everything()
    _remember(diff.differences)
    _set_next_transition(counter)


def begin_epoch() -> int:
    """Start the log anew after the database was replaced by an earlier state, and return its sequence.

    It is higher than any that the log can have reached in between, or in another epoch: milliseconds of the clock, of
    which each change takes one. So every cursor of before is one that the log does not hold, whose reader is told to
    read everything again, and nothing is fresh that was stored.
    """
    with transaction.atomic():
        counter = _take_counter()
        counter.sequence = max(counter.sequence + 1, int(timezone.now().timestamp() * 1000))
        counter.compacted = counter.sequence
        counter.save(update_fields=["sequence", "compacted"])
        Change.objects.all().delete()
    return counter.sequence


def _take_counter() -> ChangeCounter:
    counter, _ = ChangeCounter.objects.select_for_update().get_or_create(pk=ChangeCounter.KEY)
    return counter


def _set_next_transition(counter: ChangeCounter) -> None:
    # An expiry that is due counts until it is carried out, so the instant may be in the past. A due go-live does not
    # count, since the object is not public before it is carried out.
    counter.next_expiry_at = first_expiry()
    counter.next_transition_at = earliest((counter.next_expiry_at, first_go_live(timezone.now())))
    counter.save(update_fields=["next_expiry_at", "next_transition_at"])


def _update_references(pending: Iterable[PendingChange]) -> set[ObjectReference]:
    """Update the reference index, and return the images and documents that saved objects show, or no longer show."""
    media: set[ObjectReference] = set()
    for model, key, instance in index_references(pending):
        media |= forget_media_uses(model, key) if instance is None else update_media_uses(instance)
    return media


def _write(counter: ChangeCounter, differences: dict[Key, Difference]) -> None:
    if not differences:
        return
    at = timezone.now()
    changes = [
        _change(sequence, at, place, differences[place])
        for sequence, place in enumerate(sorted(differences), counter.sequence + 1)
    ]
    counter.sequence = changes[-1].sequence
    counter.save(update_fields=["sequence"])
    Change.objects.bulk_create(changes)
    sequences = {tag: change.sequence for change in changes for tag in change.tags}
    TagSequence.objects.bulk_create(
        [TagSequence(tag=tag, sequence=sequence) for tag, sequence in sequences.items()],
        update_conflicts=True,
        unique_fields=["tag"],
        update_fields=["sequence"],
    )
    _remember(differences)
    notify(CHANNEL)


def _change(sequence: int, at: datetime.datetime, place: Key, difference: Difference) -> Change:
    kind, key, site_id = place
    old, new = difference.old, difference.new
    return Change(
        sequence=sequence,
        at=at,
        action=difference.action,
        kind=kind,
        type=difference.type,
        object_id=key,
        site_id=site_id,
        html_path=new.html_path if new else "",
        old_html_path=old.html_path if old and difference.action != Change.Action.UPDATED else "",
        tags=difference.tags,
    )


def _remember(differences: dict[Key, Difference]) -> None:
    gone = {found.old.pk for found in differences.values() if found.old is not None and found.new is None}
    for batch in batches(gone):
        PublicObject.objects.filter(pk__in=batch).delete()
    PublicObject.objects.bulk_create(
        [
            PublicObject(
                kind=kind,
                object_id=key,
                site_id=site_id,
                type=found.new.type,
                html_path=found.new.html_path,
                tags=sorted(found.new.tags),
            )
            for (kind, key, site_id), found in differences.items()
            if found.new is not None
        ],
        update_conflicts=True,
        unique_fields=["kind", "object_id", "site_id"],
        update_fields=["type", "html_path", "tags"],
    )
