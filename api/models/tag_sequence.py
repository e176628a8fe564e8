"""The last change that touched a tag."""

from django.db import models

from api.tags.names import LONGEST_TAG


class TagSequence(models.Model):
    """The sequence of the last change that touched a tag. Rows stay when the log is compacted."""

    tag = models.CharField(primary_key=True, max_length=LONGEST_TAG)
    sequence = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.tag} {self.sequence}"
