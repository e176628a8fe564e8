"""The template tag for the name of this installation."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def product_name() -> str:
    """Return the name of this installation."""
    return settings.WAGTAIL_SITE_NAME
