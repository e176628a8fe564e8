"""A labeled web link that belongs to a record."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from pages.fields.validators import LONGEST_ADDRESS, web_address


class Link(Orderable):
    """An abstract row with a label and a URL. A subclass adds the ``ParentalKey``."""

    label = models.CharField(max_length=255)
    url = models.URLField("address", max_length=LONGEST_ADDRESS, validators=[web_address])

    panels = [FieldRowPanel([FieldPanel("label"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.label
