"""One change of what is public."""

from django.db import models

#: In place of a site: the object is the same on all sites.
EVERYWHERE = 0


class Change(models.Model):
    """A row of the change log: appended in the transaction that made the change, and never changed.

    It has no foreign keys, because its object may have been deleted, and so that appending locks no content.
    """

    class Action(models.TextChoices):
        """What happened to an object, as the public sees it."""

        PUBLISHED = "published", "It became public."
        UNPUBLISHED = "unpublished", "It is not public any more."
        MOVED = "moved", "It is public at another path."
        DELETED = "deleted", "It was public and does not exist any more."
        UPDATED = "updated", "Something else that is public of it may have changed."

    #: In the order in which transactions committed; the sequences of one site have gaps.
    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=16, choices=Action.choices)
    #: The name of a kind in ``api.registry.kinds``.
    kind = models.CharField(max_length=32)
    #: The model's name, as in ``meta.type``.
    type = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    #: The site on which it is or was public, or ``EVERYWHERE``.
    site_id = models.BigIntegerField(db_index=True)
    #: Its paths after and before the change; empty for an object without a path, or one that is or was not public.
    html_path = models.TextField(blank=True)
    old_html_path = models.TextField(blank=True)
    #: All tags that the change touches. Which of them the public may see is decided when the log is read.
    tags = models.JSONField()

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.type} {self.object_id} {self.action}"
