"""The model of what a merge has brought."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class MergedObject(models.Model):
    """An object that a merge has brought or recognized, by which the next one sees who has changed it since.

    ``theirs`` is the hash of the version in the archive, ``here`` that of what it became here, and ``published`` that
    of the version that was published last, or empty. ``lost`` has the keys of what the object refers to and what was
    not here.
    """

    #: The SHA-256 of the key, which is longer than an index takes.
    key_digest = models.CharField(max_length=64, unique=True)
    key = models.TextField()
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    object = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    theirs = models.CharField(max_length=64)
    here = models.CharField(max_length=64)
    published = models.CharField(max_length=64, blank=True)
    lost = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.key
