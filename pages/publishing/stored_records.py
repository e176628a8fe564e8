"""Reads shared records with their drafts and schedules, in as many queries for one as for many."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime
from wagtail.models import Revision

from pages.records.record import Record


@dataclass(frozen=True)
class StoredRecord:
    """A record, and the version of it that goes live later, if there is one."""

    record: Record
    scheduled: Revision | None

    def is_public_at(self, at: datetime.datetime) -> bool:
        """Tell whether the record is public at an instant, as far as the database knows now."""
        if self.record.live:
            return self.record.expire_at is None or self.record.expire_at > at
        if self.scheduled is None or self.scheduled.approved_go_live_at > at:
            return False
        expire_at = parse_datetime(self.scheduled.content.get("expire_at") or "")
        return expire_at is None or expire_at > at

    def draft(self) -> Record:
        """Return the latest version. Unlike Wagtail's method, do not look up whether what it refers to still exists."""
        revision = self.record.latest_revision
        if revision is None:
            return self.record
        draft: Any = type(self.record).from_serializable_data(revision.content, check_fks=False)
        draft.pk, draft.latest_revision = self.record.pk, revision
        draft.live, draft.first_published_at = self.record.live, self.record.first_published_at
        draft._state.adding, draft._state.db = False, self.record._state.db
        return draft


def read_stored_records(model: type[Record], keys: Collection[int]) -> dict[int, StoredRecord]:
    """Return the records of a model by key, with two queries."""
    records = model._default_manager.select_related("latest_revision").in_bulk(keys)
    hidden = [record for record in records.values() if not record.live]
    scheduled: dict[str, Revision] = {}
    if hidden:
        versions = Revision.objects.filter(
            base_content_type=hidden[0].get_base_content_type(),
            object_id__in=[str(record.pk) for record in hidden],
            approved_go_live_at__isnull=False,
        )
        scheduled = {version.object_id: version for version in versions.order_by("-pk")}
    return {key: StoredRecord(record, scheduled.get(str(key))) for key, record in records.items()}
