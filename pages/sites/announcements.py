"""The announcements that every page of a site shows."""

from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from pages.blocks.announcements import AnnouncementsBlock


@register_setting(icon="info-circle", order=110)
class Announcements(BaseSiteSetting):
    """The announcements of a site, including past and future ones. Users who may publish can edit them."""

    announcements = StreamField(
        AnnouncementsBlock(),
        blank=True,
        help_text="Put the most important one first. Past announcements are "
        "hidden automatically; remove them whenever you like.",
    )

    panels = [FieldPanel("announcements")]

    class Meta:
        verbose_name = "announcements"
        verbose_name_plural = "announcements"
