"""What an editor sees of a page on the frontend before it is published."""

import datetime
import uuid

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models


class PreviewSession(models.Model):
    """The preview of one page, of one type, by one user, in one session of editing.

    One address shows whatever the editor types, until the session is over: after ``settings.PREVIEW_TIMEOUT`` seconds
    without use, an hour after it was opened, or when it is revoked. A session that is over holds no content.
    """

    class Reason(models.TextChoices):
        """Why a session is over."""

        EXPIRED = "expired", "This preview has expired. Go back to the editor and open it again."
        PUBLISHED = "published", "The page has been published since. Go back to the editor to preview later changes."
        UNPUBLISHED = "unpublished", "The page has been taken down since. Go back to the editor and open it again."
        DELETED = "deleted", "The page has been deleted."
        PRIVACY = "privacy", "Who may see the page was changed. Go back to the editor and open the preview again."
        ACCESS = "access", "The account that opened this preview may not edit the page any more."

    LIFETIME = datetime.timedelta(hours=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: SHA-256 of the token that opens it; the token itself is stored nowhere.
    token_hash = models.CharField(max_length=64, unique=True)
    #: What the session is for; ``None`` once it is over, so that the next preview of the same opens a new one.
    subject = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - several rows may have none
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    #: The page, which may have been deleted since; ``None`` for one that was never saved.
    page_id = models.BigIntegerField(null=True, db_index=True)
    #: The draft in JSON, as far as a frontend can show it.
    content = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    last_used_at = models.DateTimeField(db_index=True)
    #: A ``Reason``; empty while it is not over, though its time may be up. Its sentences are not part of the database.
    reason = models.CharField(max_length=16, blank=True)

    class Meta:
        verbose_name = "preview session"

    def __str__(self) -> str:
        return f"Preview of {self.content_type} {self.page_id} by {self.user}"

    @property
    def expires_at(self) -> datetime.datetime:
        """The instant at which it ends unless it is used again before."""
        idle = datetime.timedelta(seconds=settings.PREVIEW_TIMEOUT)
        return min(self.last_used_at + idle, self.opened_at + self.LIFETIME)
