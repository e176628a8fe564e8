"""What holds for one whole site."""

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from pages.event_times import time_zone_choices, validate_time_zone


def default_time_zone() -> str:
    """The zone of this installation, which a new site starts with."""
    return settings.TIME_ZONE


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """Settings that a site manager changes."""

    time_zone = models.CharField(
        max_length=64,
        choices=time_zone_choices,
        default=default_time_zone,
        validators=[validate_time_zone],
        help_text="New events start with this time zone.",
    )

    panels = [FieldPanel("time_zone")]

    class Meta:
        verbose_name = "site settings"
