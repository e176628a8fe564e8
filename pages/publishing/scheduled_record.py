"""The model of the records that go live together with a scheduled page."""

from django.conf import settings
from django.db import models
from wagtail.models import Revision


class ScheduledRecord(models.Model):
    """A version of a shared record that is to be published with a scheduled version of a page, as somebody agreed.

    It is deleted when the page goes live, and when the record is unpublished in the meantime.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    record_revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "scheduled record"
        constraints = [models.UniqueConstraint(fields=["revision", "record_revision"], name="unique_scheduled_record")]

    def __str__(self) -> str:
        return f"{self.record_revision.object_str} with {self.revision.object_str}"
