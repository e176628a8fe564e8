"""The model of editors' previews of drafts on the frontend."""

import datetime
import uuid

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models


class PreviewSession(models.Model):
    """The preview of one page by one user in one editing session.

    The same URL shows whatever the editor types until the session is over: after ``settings.PREVIEW_TIMEOUT`` seconds
    without use, one hour after it was opened, or when it is revoked. A session that is over stores no content.
    """

    class Reason(models.TextChoices):
        """The reason why a session is over, with the message for the editor."""

        EXPIRED = "expired", "This preview has expired. Go back to the editor and open it again."
        PUBLISHED = "published", "The page has been published since. Go back to the editor to preview later changes."
        UNPUBLISHED = (
            "unpublished",
            "The page has been unpublished. Go back to the editor and open the preview again.",
        )
        DELETED = "deleted", "The page has been deleted."
        PRIVACY = (
            "privacy",
            "The privacy of the page was changed. Go back to the editor and open the preview again.",
        )
        PASSWORD = (
            "password",
            "The password of the account that opened this preview was changed. Open the preview again.",
        )
        ACCESS = "access", "The account that opened this preview may no longer edit the page."

    LIFETIME = datetime.timedelta(hours=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: SHA-256 of the token that opens it; the token itself is stored nowhere.
    token_hash = models.CharField(max_length=64, unique=True)
    #: A hash of user, page and editing session; ``None`` once the session is over, so that the next preview opens a
    #: new session.
    subject = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - several rows may have none
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    #: The key of the page, which may have been deleted since; ``None`` for a page that was never saved.
    page_id = models.BigIntegerField(null=True, db_index=True)
    #: The draft as JSON, without editorial fields.
    content = models.TextField(blank=True)
    #: The ``PageState`` of the page when the session was opened.
    state = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    last_used_at = models.DateTimeField(db_index=True)
    #: A ``Reason``; empty until the session is marked as over, even if it has already expired. Not declared as
    #: ``choices``, so that the messages are not part of migrations.
    reason = models.CharField(max_length=16, blank=True)

    class Meta:
        verbose_name = "preview session"

    def __str__(self) -> str:
        return f"Preview of {self.content_type} {self.page_id} by {self.user}"

    @property
    def expires_at(self) -> datetime.datetime:
        """The instant at which the session ends unless it is used again before."""
        idle = datetime.timedelta(seconds=settings.PREVIEW_TIMEOUT)
        return min(self.last_used_at + idle, self.opened_at + self.LIFETIME)
