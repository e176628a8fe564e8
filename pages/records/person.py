"""A shared public record of a person, for example an author, a speaker or a member of the leadership."""

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from pages.fields.rich_text_features import SHORT_TEXT
from pages.fields.schedule import SchedulePanel
from pages.fields.texts import Text
from pages.records.link import Link
from pages.records.record import Record


class Person(Record, ClusterableModel):
    """A public record of a person. ``internal_note`` is for editors and is never served."""

    job_title = models.CharField(max_length=255, blank=True)
    organization = models.ForeignKey(
        "pages.Organization",
        verbose_name="organization",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
    )
    bio = RichTextField("biography", blank=True, features=SHORT_TEXT)
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    internal_note = models.TextField(blank=True, help_text="Only editors see this note. It never appears on the site.")

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("job_title"), FieldPanel("organization")]),
                FieldPanel("photo"),
                FieldPanel("bio"),
            ],
            heading="Person",
        ),
        InlinePanel("links", heading="Links", label="Link"),
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("internal_note")], heading="More", classname="collapsed"),
        SchedulePanel(),
    ]
    texts = (Text("job_title"), Text("bio"))
    search_fields = [*Record.search_fields, index.SearchField("job_title")]

    class Meta(Record.Meta):
        verbose_name = "person"
        verbose_name_plural = "people"


class PersonLink(Link):
    """A link on a person's record."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="links")

    class Meta(Link.Meta):
        verbose_name = "link"
