"""The model of links with which people without an account can read a draft."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page, Revision


class ShareLink(models.Model):
    """A link that shows one stored version of a page to anyone who has it, until it expires or is revoked."""

    class Reason(models.TextChoices):
        """The reason why a link no longer works, with the message for its reader."""

        REVOKED = "revoked", "This link was withdrawn. Ask the person who sent it to you for a new one."
        EXPIRED = "link_expired", "This link has expired. Ask the person who sent it to you for a new one."
        ACCESS = "access", "The person who created this link may no longer edit the page. Ask for a new one."

    #: The default and the maximum lifetime of a link.
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
        """Whether the link works now."""
        return self.revoked_at is None and timezone.now() < self.expires_at
