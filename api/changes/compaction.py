"""Removes what nobody has to be told any more."""

import datetime
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone

from api.models import Change, ChangeCounter


def compact() -> int:
    """Remove the changes older than ``settings.CHANGES_RETENTION_DAYS`` and return how many that were.

    Cursors from before that are answered with 410 from then on.
    """
    oldest = timezone.now() - datetime.timedelta(days=settings.CHANGES_RETENTION_DAYS)
    with transaction.atomic():
        counter = ChangeCounter.objects.select_for_update().filter(pk=ChangeCounter.KEY).first()
        if counter is None:
            return 0
        # A clock may have been put back: nothing goes that came after something recent.
        kept = Change.objects.filter(at__gte=oldest).order_by("sequence").values_list("sequence", flat=True).first()
        last = counter.sequence if kept is None else kept - 1
        counter.compacted = max(counter.compacted, last)
        counter.save(update_fields=["compacted"])
        # At once, without loading what may be hundreds of thousands of rows.
        removed: int = Change.objects.filter(sequence__lte=last)._raw_delete(DEFAULT_DB_ALIAS)
    return removed


def compact_hourly(**_: Any) -> None:
    """Compact; the scheduler sends for it."""
    compact()
