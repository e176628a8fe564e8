"""The base class of rows that refer to a page, in an order chosen by the editor."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class PageListItem(Orderable):
    """An abstract row that refers to a page. A subclass adds the ``ParentalKey``."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("page")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.page)
