"""The project's own chores of accounts."""

import datetime

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.utils import timezone

from operations.housekeeping.chore import Chore, register_chore
from operations.housekeeping.removal import remove


def remove_sign_ins() -> int:
    """Remove what was noted of sign-ins and failed attempts more than ``SIGN_IN_LOG_DAYS`` days ago."""
    oldest = timezone.now() - datetime.timedelta(days=settings.SIGN_IN_LOG_DAYS)
    old = (model.objects.filter(attempt_time__lt=oldest) for model in (AccessLog, AccessFailureLog, AccessAttempt))
    return sum(map(remove, old))


def register_own_chores() -> None:
    """Register the chores."""
    register_chore(Chore("sign_ins", "Log of sign-ins", remove_sign_ins, "days", "SIGN_IN_LOG_DAYS"), own=True)
