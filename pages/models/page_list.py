"""A page that another page points to, in an order the editor chose."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class PageListItem(Orderable):
    """An abstract row that names a page. A subclass adds the ``ParentalKey`` it belongs to."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("page")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.page)
