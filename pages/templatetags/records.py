"""The template tag for the records that can be published with a page."""

from typing import Any

from django import template

from pages.models.base import BasePage
from pages.publishing.consent import CONSENT_FIELD
from pages.publishing.record_offers import OFFERED_FIELD, RecordOffer, record_offers

register = template.Library()


@register.simple_tag(takes_context=True)
def records_to_publish(context: Any, content: Any) -> list[RecordOffer]:
    """Return the offers for the records of a page that are not public; none for content of any other kind."""
    request = context["request"]
    page = content.specific if hasattr(content, "specific") else content
    if not isinstance(page, BasePage):
        return []
    ticked, offered = (request.POST.getlist(name) for name in (CONSENT_FIELD, OFFERED_FIELD))
    return record_offers(page, request.user, offered, ticked)


@register.filter
def verbose_name(instance: Any) -> str:
    """Return the name of an object's model, as editors know it."""
    return str(instance._meta.verbose_name)
