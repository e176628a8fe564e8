"""Links with which people without an account read one draft."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page, Revision


class ShareLink(models.Model):
    """A link to one stored version of a page, for whoever has it, until it expires or is revoked."""

    class Reason(models.TextChoices):
        """Why a link opens nothing any more."""

        REVOKED = "revoked", "This link was withdrawn. Ask the person who sent it to you for a new one."
        EXPIRED = "link_expired", "This link has expired. Ask the person who sent it to you for a new one."
        ACCESS = "access", "Whoever made this link may not edit the page any more. Ask for a new one."

    #: How long a link lasts unless somebody says otherwise, and at most.
    USUAL_LIFETIME = datetime.timedelta(hours=72)
    LONGEST_LIFETIME = datetime.timedelta(days=14)

    #: SHA-256 of the token in the link; the token itself is shown once and stored nowhere.
    token_hash = models.CharField(max_length=64, unique=True)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="share_links")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=255, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "link to a draft"
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.note or f"Link to “{self.page}”"

    @property
    def is_open(self) -> bool:
        """Whether it can be used now."""
        return self.revoked_at is None and timezone.now() < self.expires_at
