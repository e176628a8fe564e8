"""Forgets old messages and their attempts."""

import datetime

from django.conf import settings
from django.utils import timezone

from delivery.models import Message


def forget_old_messages() -> int:
    """Delete messages that have ended and were made more than ``settings.DELIVERY_LOG_DAYS`` days ago.

    Return their number.
    """
    oldest = timezone.now() - datetime.timedelta(days=settings.DELIVERY_LOG_DAYS)
    _, removed = Message.objects.exclude(state=Message.State.PENDING).filter(created_at__lt=oldest).delete()
    return removed.get(Message._meta.label, 0)
