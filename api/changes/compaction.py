"""Removes old rows of the change log."""

import datetime

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone

from api.models import Change, ChangeCounter


def compact() -> int:
    """Delete the changes older than ``settings.CHANGES_RETENTION_DAYS`` and return their number.

    From then on, ``changes/`` returns 410 for cursors from before the oldest change left.
    """
    oldest = timezone.now() - datetime.timedelta(days=settings.CHANGES_RETENTION_DAYS)
    with transaction.atomic():
        counter = ChangeCounter.objects.select_for_update().filter(pk=ChangeCounter.KEY).first()
        if counter is None:
            return 0
        # The clock may have been set back, so every change after the first recent one is kept.
        kept = Change.objects.filter(at__gte=oldest).order_by("sequence").values_list("sequence", flat=True).first()
        last = counter.sequence if kept is None else kept - 1
        counter.compacted = max(counter.compacted, last)
        counter.save(update_fields=["compacted"])
        # In one statement, without loading what may be hundreds of thousands of rows.
        removed: int = Change.objects.filter(sequence__lte=last)._raw_delete(DEFAULT_DB_ALIAS)
    return removed
