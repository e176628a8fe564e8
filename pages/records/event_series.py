"""A shared record of a series of events: what its dates have in common, and the rule by which they were made."""

from django.conf import settings
from django.db import models
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from pages.fields.schedule import SchedulePanel
from pages.fields.texts import Text
from pages.records.record import Record


class EventSeries(Record, ClusterableModel):
    """A series of events, such as a weekly meeting, lectures or a tour. Each of its dates is an event page."""

    summary = models.TextField(blank=True, help_text="What it is about, in one or two sentences.")
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: The recurrence rule (RFC 5545, 3.3.10) by which dates were made last, without DTSTART; empty if none was.
    rule = models.CharField(max_length=500, blank=True, editable=False)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("summary"), FieldPanel("image")], heading="Series"),
        MultiFieldPanel([FieldPanel("slug")], heading="More", classname="collapsed"),
        SchedulePanel(),
    ]
    texts = (Text("summary"),)

    class Meta(Record.Meta):
        verbose_name = "event series"
        verbose_name_plural = "event series"
