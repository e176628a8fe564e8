"""A shared public record of an organization: our own, a member, a host or a partner."""

from django.conf import settings
from django.db import models
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from pages.fields.rich_text_features import SHORT_TEXT
from pages.fields.schedule import SchedulePanel
from pages.fields.texts import Text
from pages.fields.validators import LONGEST_ADDRESS, web_address
from pages.records.record import Record


class Organization(Record, ClusterableModel):
    """A public record of an organization. ``internal_note`` is for editors and is never served."""

    class Kind(models.TextChoices):
        NONPROFIT = "nonprofit", "Non-profit organization"
        COALITION = "coalition", "Coalition"
        UNION = "union", "Labor union"
        FOUNDATION = "foundation", "Foundation"
        GOVERNMENT = "government", "Government body"
        COMPANY = "company", "Company"
        MEDIA = "media", "Media"
        EDUCATION = "education", "School or university"
        OTHER = "other", "Other"

    short_name = models.CharField(max_length=64, blank=True, help_text="The abbreviation that people know it by.")
    kind = models.CharField(max_length=16, choices=Kind.choices, blank=True)
    url = models.URLField("website", max_length=LONGEST_ADDRESS, blank=True, validators=[web_address])
    description = RichTextField(blank=True, features=SHORT_TEXT)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    internal_note = models.TextField(blank=True, help_text="Only editors see this note. It never appears on the site.")

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("short_name")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("url")]),
                FieldPanel("logo"),
                FieldPanel("description"),
            ],
            heading="Organization",
        ),
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("internal_note")], heading="More", classname="collapsed"),
        SchedulePanel(),
    ]

    texts = (Text("short_name"), Text("description"))

    class Meta(Record.Meta):
        verbose_name = "organization"
        verbose_name_plural = "organizations"
