"""The private address of a user's calendar."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

CALENDAR_SALT = "pages.calendar_address"


def new_secret() -> str:
    """Return a secret that nobody can guess."""
    return secrets.token_urlsafe(32)


class CalendarAddress(models.Model):
    """The secret of the address under which a calendar program reads the calendar of one user.

    The address holds an HMAC of it under a key that Django derives from ``SECRET_KEY``, so that a copy of the database
    does not reveal it. A new secret revokes the address, and so does deleting the row.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_address")
    secret = models.CharField(max_length=64, default=new_secret)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "calendar address"
        verbose_name_plural = "calendar addresses"

    def __str__(self) -> str:
        return f"Calendar of {self.user}"

    @property
    def token(self) -> str:
        """The part of the address that nobody can guess."""
        return salted_hmac(CALENDAR_SALT, f"{self.user_id}:{self.secret}", algorithm="sha256").hexdigest()

    def is_opened_by(self, token: str) -> bool:
        """Tell, in constant time, whether ``token`` is that of this address."""
        return constant_time_compare(token, self.token)


def rotate_address(user: Any) -> CalendarAddress:
    """Give the user a new address; the one before no longer works."""
    fresh = {"secret": new_secret(), "created_at": timezone.now()}
    address, _ = CalendarAddress.objects.update_or_create(user=user, defaults=fresh)
    return address


def remove_address(user: Any) -> None:
    """Take the user's address away; it no longer works."""
    CalendarAddress.objects.filter(user=user).delete()
