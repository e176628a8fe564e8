"""A topic of posts and events, from a list that editors maintain."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from pages.database.alphabet import alphabetical
from pages.records.slug import SlugFromName


class Topic(SlugFromName, index.Indexed, models.Model):
    """A topic. It is public as soon as it exists; its counts include public pages only."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(
        max_length=100,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text="The last part of the topic's address on the site. Leave empty to generate it from the name.",
    )
    description = models.TextField(blank=True, help_text="One or two sentences for the page of the topic.")

    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = [alphabetical("name"), "pk"]
        verbose_name = "topic"

    def __str__(self) -> str:
        return self.name
