"""A subject that posts and events are about, from a list that editors keep."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from pages.records.slug import SlugFromName


class Topic(SlugFromName, index.Indexed, models.Model):
    """A topic; public as soon as it exists, counted only where something public is about it."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(
        max_length=100,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text="The topic's own address on the site. Left empty, it is made from the name.",
    )
    description = models.TextField(blank=True, help_text="One or two sentences for the topic's own page.")

    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "topic"

    def __str__(self) -> str:
        return self.name
