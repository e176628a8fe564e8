"""Which pages, records and settings show which images and documents."""

from django.db import models


class MediaUse(models.Model):
    """Says that the live version of an object shows an image or a document, whether or not the object is public now.

    The rows of an object are written in the transaction that saves it: see ``pages.publishing.media_uses``.
    """

    class Media(models.TextChoices):
        """What is shown."""

        IMAGE = "image"
        DOCUMENT = "document"

    #: The model whose table holds the object: ``wagtailcore.page`` for pages of all types.
    owner = models.CharField(max_length=100)
    owner_id = models.BigIntegerField()
    media = models.CharField(max_length=8, choices=Media)
    media_id = models.BigIntegerField()
    #: The model and key of the record in the same row, if any: the row is shown only while that record is public.
    record = models.CharField(max_length=100, blank=True)
    record_id = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "owner_id", "media", "media_id", "record", "record_id"], name="one_use_per_owner"
            )
        ]
        indexes = [
            models.Index(fields=["media", "media_id"], name="uses_of_media"),
            models.Index(fields=["record", "record_id"], name="uses_with_record"),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.owner_id} shows {self.media} {self.media_id}"
