"""What the change log last said is public."""

from django.db import models


class PublicObject(models.Model):
    """Something that is public on a site, as the change log last told: the state that the next change is compared with.

    Rows are written together with those of the log and with nothing else.
    """

    kind = models.CharField(max_length=32)
    object_id = models.BigIntegerField()
    #: ``api.models.change.EVERYWHERE`` for what is the same on all sites.
    site_id = models.BigIntegerField()
    type = models.CharField(max_length=100)
    html_path = models.TextField(blank=True)
    #: What a change of it touches.
    tags = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "site_id"], name="one_public_object_per_site")
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.object_id}"
