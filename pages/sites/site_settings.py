"""The settings of one site."""

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from pages.blocks.social_links import SocialLinksBlock
from pages.fields.wall_clock import time_zone_choices, validate_time_zone


def default_time_zone() -> str:
    """Return the time zone of this installation, the default for a new site."""
    return settings.TIME_ZONE


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """Settings of a site that site managers can edit."""

    time_zone = models.CharField(
        max_length=64,
        choices=time_zone_choices,
        default=default_time_zone,
        validators=[validate_time_zone],
        help_text="New events start with this time zone.",
    )
    title_suffix = models.CharField(
        "end of every title",
        max_length=100,
        blank=True,
        help_text="What search engines and browser tabs show after the title of a page, usually the name of the site.",
    )
    social_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Shown when a page without an image of its own is shared.",
    )
    social_links = StreamField(
        SocialLinksBlock(),
        blank=True,
        verbose_name="social media",
        help_text="Leave empty to use those of the page about the organization.",
    )

    panels = [
        FieldPanel("time_zone"),
        MultiFieldPanel([FieldPanel("title_suffix"), FieldPanel("social_image")], heading="Search engines and sharing"),
        FieldPanel("social_links"),
    ]

    class Meta:
        verbose_name = "site settings"
