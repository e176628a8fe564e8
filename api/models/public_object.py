"""The public state that the change log stored last."""

from django.db import models


class PublicObject(models.Model):
    """The last logged state of a public object on a site, with which the next change is compared.

    Rows are written only together with rows of the log.
    """

    kind = models.CharField(max_length=32)
    object_id = models.BigIntegerField()
    #: ``api.models.change.EVERYWHERE`` for an object that is the same on all sites.
    site_id = models.BigIntegerField()
    type = models.CharField(max_length=100)
    html_path = models.TextField(blank=True)
    #: The tags that a change of it touches.
    tags = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "site_id"], name="one_public_object_per_site")
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.object_id}"
