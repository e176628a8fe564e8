"""The model of a calendar on the web that is read again and again."""

from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from wagtail.models import Page

LONGEST_ADDRESS = 1000


class FollowedCalendar(models.Model):
    """A calendar at an address, whose new events become drafts below ``below``, in the language of that page.

    It is read at ``next_read_at``, at most every ``every_hours``. ``etag`` and ``last_modified`` are those of the
    version that was read last, and ``read_in_full_at`` is when that was. ``failures`` counts those since the last
    success, and ``problem`` is the sentence about the last one. ``busy_until`` is the instant until which a worker may
    be reading it.
    """

    wagtail_reference_index_ignore: ClassVar[bool] = True

    address = models.CharField(max_length=LONGEST_ADDRESS, unique=True)
    below = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    every_hours = models.PositiveSmallIntegerField(
        default=6, validators=[MinValueValidator(1), MaxValueValidator(24 * 7)]
    )
    is_paused = models.BooleanField(default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    next_read_at = models.DateTimeField(default=timezone.now, db_index=True)
    last_read_at = models.DateTimeField(null=True, blank=True)
    read_in_full_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=255, blank=True)
    last_modified = models.CharField(max_length=255, blank=True)
    failures = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.host

    @property
    def host(self) -> str:
        """The host of the address. The rest of it is often all that protects a private calendar."""
        return urlsplit(self.address).hostname or self.address
