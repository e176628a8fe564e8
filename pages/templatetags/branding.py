"""What the editor's own pages are called."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def product_name() -> str:
    """The name of this installation."""
    return settings.WAGTAIL_SITE_NAME
