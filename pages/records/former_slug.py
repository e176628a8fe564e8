"""The model of slugs that public records no longer have."""

from django.db import models
from django.utils import timezone


class FormerSlug(models.Model):
    """A slug under which a record was public before it was renamed or deleted.

    ``kind`` is the label of the record's model in lower case, ``record_id`` its primary key, which leads nowhere once
    it is deleted. Another record may have the slug now.
    """

    kind = models.CharField(max_length=100)
    slug = models.CharField(max_length=255)
    record_id = models.BigIntegerField()
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_former_slug_per_kind")]

    def __str__(self) -> str:
        return self.slug
