"""Forgets old messages and their attempts."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from delivery.models import Message


def forget_old_messages(**_: Any) -> None:
    """Delete messages that have ended and were made more than ``settings.DELIVERY_LOG_DAYS`` days ago."""
    oldest = timezone.now() - datetime.timedelta(days=settings.DELIVERY_LOG_DAYS)
    Message.objects.exclude(state=Message.State.PENDING).filter(created_at__lt=oldest).delete()
