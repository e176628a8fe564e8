"""Counts failed attempts in the database, for all processes, with one limit for accounts and one for addresses."""

from collections.abc import Mapping
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from accounts.throttling.names import name_of_attempt


class TwoLimits(AxesDatabaseHandler):
    """Refuses an attempt if its account or its address has failed too often within the cool-off time.

    One address may try for several people in one office, so its limit is higher. An attempt that is refused is not
    counted: nobody can prolong the time, or fill the database, by going on.
    """

    def get_failures(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> int:
        """Return how many of the two limits are reached; django-axes refuses from ``AXES_FAILURE_LIMIT``, 1, on."""
        attempts = AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)
        name, address = name_of_attempt(request, credentials), request.axes_ip_address  # type: ignore[attr-defined]
        by_account = bool(name) and _sum(attempts.filter(username=name)) >= settings.SIGN_IN_FAILURES_PER_ACCOUNT
        by_address = (
            bool(address) and _sum(attempts.filter(ip_address=address)) >= settings.SIGN_IN_FAILURES_PER_ADDRESS
        )
        return by_account + by_address

    def reset_user_attempts(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> int:
        """Forget what failed for an account from this address, where somebody has signed in. Return the number of rows.

        What failed for others stays: whoever has an account could otherwise go on guessing theirs for ever.
        """
        name, address = name_of_attempt(None, credentials), request.axes_ip_address  # type: ignore[attr-defined]
        removed, _ = AccessAttempt.objects.filter(username=name, ip_address=address).delete()
        return removed


def _sum(attempts: QuerySet[Any]) -> int:
    return attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
