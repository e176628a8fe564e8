"""Publish shared records in the transaction that publishes a page which shows them, now or at its scheduled instant."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Revision

from pages.publishing.consent import Consent, record_key
from pages.publishing.record_rules import hidden_records, planned_instant
from pages.publishing.rules import PublishBlocked, PublishError
from pages.publishing.scheduled_record import ScheduledRecord
from pages.records.record import Record


def scheduled_consent(revision: Revision) -> Consent:
    """Return the consent that was given when ``revision`` was scheduled, once it is due; otherwise an empty one."""
    if revision.approved_go_live_at is None or revision.approved_go_live_at > timezone.now():
        return Consent()
    found = ScheduledRecord.objects.filter(revision=revision).select_related("record_revision")
    return Consent(frozenset(record_key(row.record_revision.content_object) for row in found))


def publish_records(page: Any, revision: Revision, consent: Consent, user: Any) -> None:
    """Publish the records that ``page`` shows and ``consent`` covers, or schedule them if the page is scheduled.

    ``revision`` is the version of the page that is published. Call this in the transaction that publishes it. Raise
    ``PublishBlocked`` if a record is incomplete.
    """
    at = planned_instant(page)
    # Without consent there is nothing to look for, as when most pages are published.
    hidden_by_key = {hidden.key: hidden.record for hidden in hidden_records(page)} if consent.keys else {}
    covered = {key: record for key, record in hidden_by_key.items() if consent.covers(record)}
    # The order is the same for all transactions, so that two of them do not wait for each other.
    records = [_locked(covered[key]) for key in sorted(covered)]
    if at > timezone.now():
        ScheduledRecord.objects.filter(revision=revision).delete()
        for record in records:
            version = _version(record, at, user, fresh=True)
            ScheduledRecord.objects.create(revision=revision, record_revision=version, agreed_by=user)
        return
    agreed = {
        (row.record_revision.base_content_type_id, row.record_revision.object_id): row
        for row in ScheduledRecord.objects.filter(revision=revision).select_related("record_revision", "agreed_by")
    }
    for record in records:
        row = agreed.get((record.get_base_content_type().pk, str(record.pk)))
        if row is not None and revision.approved_go_live_at is not None:
            row.record_revision.publish(
                user=row.agreed_by, log_action="wagtail.publish.scheduled", skip_permission_checks=True
            )
        else:
            _version(record, at, user).publish(user=user, skip_permission_checks=True)
        consent.published.append(str(record))
    ScheduledRecord.objects.filter(revision=revision).delete()


def _locked(record: Record) -> Record:
    return type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)


def _version(record: Record, at: datetime.datetime, user: Any, *, fresh: bool = False) -> Revision:
    """Return the latest version of a record, without a schedule that would keep it from being public at ``at``.

    A ``fresh`` version is one that nobody else can change later.
    """
    draft: Any = record.get_latest_revision_as_object()
    latest = record.get_latest_revision()
    early = draft.go_live_at is not None and draft.go_live_at > timezone.now()
    over = draft.expire_at is not None and draft.expire_at <= at
    if early:
        draft.go_live_at = None
    if over:
        draft.expire_at = None
    try:
        draft.full_clean()
    except ValidationError as error:
        message = f"“{record}” cannot be published yet: {' '.join(error.messages)} Complete it under “People & topics”."
        raise PublishBlocked(draft, [PublishError("record_incomplete", message)]) from error
    if latest is not None and not (fresh or early or over):
        return latest
    return draft.save_revision(user=user, changed=early or over, clean=False)


def forget_scheduled(record: Record) -> None:
    """Withdraw the consent to publish ``record`` with scheduled pages, because it was unpublished since."""
    versions = Q(record_revision__base_content_type=record.get_base_content_type())
    ScheduledRecord.objects.filter(versions, record_revision__object_id=str(record.pk)).delete()
