"""The rows of an event: speakers, hosts and related pages."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField

from pages.fields.rich_text_features import SHORT_TEXT
from pages.models.event_page import EventPage
from pages.models.page_list import PageListItem
from pages.models.participant import ConfirmableParticipant


class EventSpeaker(ConfirmableParticipant):
    """A speaker at an event."""

    class Role(models.TextChoices):
        KEYNOTE = "keynote", "Keynote"
        FEATURED = "featured", "Featured speaker"
        PANELIST = "panelist", "Panelist"
        MODERATOR = "moderator", "Moderator"
        HOST = "host", "Host"

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="speakers")
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.FEATURED)
    affiliation = models.CharField(
        "line after the name",
        max_length=255,
        blank=True,
        help_text="For this event. Leave empty to use the record's job title and organization.",
    )
    bio = RichTextField(
        "biography",
        blank=True,
        features=SHORT_TEXT,
        help_text="For this event. Leave empty to use the one of the record.",
    )
    talk_title = models.CharField(max_length=255, blank=True)

    panels = [
        *ConfirmableParticipant.panels,
        FieldRowPanel([FieldPanel("role"), FieldPanel("affiliation")]),
        FieldPanel("talk_title"),
        FieldPanel("bio"),
        FieldPanel("confirmed"),
    ]

    class Meta(ConfirmableParticipant.Meta):
        verbose_name = "speaker"


class EventHost(ConfirmableParticipant):
    """A host or supporter of an event."""

    class Role(models.TextChoices):
        HOST = "host", "Host"
        COHOST = "cohost", "Co-host"
        IN_COOPERATION = "in_cooperation", "In cooperation with"
        SPONSOR = "sponsor", "Sponsor"

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="hosts")
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.HOST)

    panels = [*ConfirmableParticipant.panels, FieldRowPanel([FieldPanel("role"), FieldPanel("confirmed")])]

    class Meta(ConfirmableParticipant.Meta):
        verbose_name = "host"


class EventRelatedPage(PageListItem):
    """A page related to an event."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="related_pages")

    class Meta(PageListItem.Meta):
        verbose_name = "related page"
