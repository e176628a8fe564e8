"""The model of answers to autosaves, which a browser may not have received."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class AnsweredSave(models.Model):
    """The answer to the latest autosave of one opened form, stored in the transaction that saved the draft.

    If the connection breaks before the answer arrives, the form does not know the revision and the rows that were
    created; it asks for this answer instead of reporting a conflict with its own save or adding the rows twice.
    """

    form_key = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    save_key = models.UUIDField()
    answer = models.JSONField()
    answered_at = models.DateTimeField(default=timezone.now, db_index=True)

    user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    wagtail_reference_index_ignore: ClassVar[bool] = True

    def __str__(self) -> str:
        return str(self.save_key)
