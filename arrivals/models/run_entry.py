"""The model of a line in the report of an import."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from arrivals.models.import_run import ImportRun


class RunEntry(models.Model):
    """What became of one record. ``sentences`` say what of it was not taken over, or why it is as it is."""

    class Outcome(models.TextChoices):
        CREATED = "created", "Created"
        UPDATED = "updated", "Updated"
        UNCHANGED = "unchanged", "Unchanged"
        FOUND = "found", "Was here already"
        KEPT = "kept", "Left alone, since it was changed here"
        FAILED = "failed", "Not taken over"
        REMARK = "remark", "Remark"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=255)
    title = models.CharField(max_length=255, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    published = models.BooleanField(default=False)
    sentences = models.JSONField(default=list)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    object_id = models.CharField(max_length=255, blank=True)
    object = GenericForeignKey()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.title}: {self.outcome}"
