"""What a site has to say on every page."""

from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from pages.blocks.announcements import AnnouncementsBlock


@register_setting(icon="info-circle", order=110)
class Announcements(BaseSiteSetting):
    """The announcements of a site, past and future ones included. Who may publish writes them."""

    announcements = StreamField(
        AnnouncementsBlock(),
        blank=True,
        help_text="Put the most important one first. Times are those of the time zone in your account. What is over is "
        "hidden by itself; remove it when you like.",
    )

    panels = [FieldPanel("announcements")]

    class Meta:
        verbose_name = "announcements"
        verbose_name_plural = "announcements"
