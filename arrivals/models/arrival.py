"""The model of what has arrived, by which a second import recognizes it."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Arrival(models.Model):
    """A record of a source and the object that was made of it, or that it was found to be.

    ``origin`` and ``key`` are those of the source. ``record_digest`` is a hash of the record as it was taken over last,
    and ``content_digest`` one of the object as it was written then: an object with another one was changed here since.
    Both are empty while only the place of a page has been made, and ``content_digest`` is empty for an object that was
    there before, which imports never change.
    """

    origin = models.CharField(max_length=500)
    key = models.CharField(max_length=255)
    record_digest = models.CharField(max_length=64, blank=True)
    content_digest = models.CharField(max_length=64, blank=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    object = GenericForeignKey()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["origin", "key"], name="one_arrival_per_key")]
        indexes = [models.Index(fields=["content_type", "object_id"], name="arrival_of_object")]

    def __str__(self) -> str:
        return f"{self.key} ({self.origin})"
