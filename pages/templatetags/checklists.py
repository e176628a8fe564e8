"""The checklist beside the buttons of the page editor."""

from typing import Any

from django import template

from pages.models.base import BasePage
from pages.publishing.checklist import Checklist, checklist

register = template.Library()


@register.simple_tag
def publishing_checklist(page: Any) -> Checklist:
    """Return what the page still needs before it can be published, and advice; nothing for a page not saved yet."""
    return checklist(page) if isinstance(page, BasePage) and page.pk else Checklist((), ())
