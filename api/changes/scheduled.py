"""Keeps the log's next transition up to date."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from api.changes.pending import NEXT_TRANSITION
from api.changes.recording import add_pending_change
from api.models import ChangeCounter


def record_schedule(sender: Any, instance: Any, raw: bool = False, **_: Any) -> None:
    """Record that an object was saved that is scheduled to go live or expire."""
    names = ("approved_go_live_at",) if isinstance(instance, Revision) else ("go_live_at", "expire_at")
    if not raw and any(getattr(instance, name) for name in names):
        add_pending_change(NEXT_TRANSITION, None)


def refresh_next_transition(**_: Any) -> None:
    """Find the next transition once the last one is due. The scheduler calls this every second."""
    if ChangeCounter.objects.filter(next_transition_at__lte=timezone.now()).exists():
        with transaction.atomic():
            add_pending_change(NEXT_TRANSITION, None)
