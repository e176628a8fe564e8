"""One change of what is public."""

from django.db import models

#: In the place of a site: what is the same on all of them.
EVERYWHERE = 0


class Change(models.Model):
    """A row of the change log: appended in the transaction that made the change, and never altered.

    There are no foreign keys: what a row is about may be gone, and appending locks nothing of the content.
    """

    class Action(models.TextChoices):
        """What became of a thing, as the public sees it."""

        PUBLISHED = "published", "It became public."
        UNPUBLISHED = "unpublished", "It is not public any more."
        MOVED = "moved", "It is public at another path."
        DELETED = "deleted", "It was public and does not exist any more."
        UPDATED = "updated", "Something else that is public of it may have changed."

    #: In the order in which transactions committed, with gaps between the sequences that one site sees.
    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=16, choices=Action.choices)
    #: One of ``api.registry.kinds``.
    kind = models.CharField(max_length=32)
    #: The model's name as ``meta.type`` gives it.
    type = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    #: The site that it is public on, or ``EVERYWHERE``.
    site_id = models.BigIntegerField(db_index=True)
    #: Where it is after the change and was before; empty for what has no path, and where it is or was not public.
    html_path = models.TextField(blank=True)
    old_html_path = models.TextField(blank=True)
    #: Everything that the change touches. Which of it the public may read is judged when somebody reads.
    tags = models.JSONField()

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.type} {self.object_id} {self.action}"
