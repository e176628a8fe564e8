"""Collections whose images and documents are public even while nothing shows them."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Collection


class PublicLibrary(models.Model):
    """Marks a collection, with all collections below it, as a public library.

    Other images and documents become public when something public shows them.
    """

    collection = models.OneToOneField(
        Collection,
        on_delete=models.CASCADE,
        related_name="public_library",
        help_text="Everybody can list and download the images and documents of this collection and of those below it, "
        "even if no page shows them.",
    )

    panels = [FieldPanel("collection")]

    class Meta:
        verbose_name = "public library"
        verbose_name_plural = "public libraries"

    def __str__(self) -> str:
        return str(self.collection)
