"""Forgets old messages and their attempts."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from delivery.models import Message


def forget_old_messages(**_: Any) -> None:
    """Delete the messages that ended more than ``settings.DELIVERY_LOG_DAYS`` days ago. The scheduler sends a signal."""
    oldest = timezone.now() - datetime.timedelta(days=settings.DELIVERY_LOG_DAYS)
    Message.objects.exclude(state=Message.State.PENDING).filter(created_at__lt=oldest).delete()
