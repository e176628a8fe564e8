"""The model of one place in the content that links to an address."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from links.models.checked_link import CheckedLink


class LinkUse(models.Model):
    """A public page or record that links to an address: in which field, and in which block of it, if any."""

    link = models.ForeignKey(CheckedLink, on_delete=models.CASCADE, related_name="uses")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    object = GenericForeignKey()
    field = models.CharField(max_length=100)
    block_id = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["content_type", "object_id"], name="links_of_object")]

    def __str__(self) -> str:
        return f"{self.field} of {self.object_id}"
