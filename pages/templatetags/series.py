"""The template tag for the place of an event in its series."""

from typing import Any

from django import template

from pages.models import EventPage
from pages.series.places import PlaceInSeries, places_in_series

register = template.Library()


@register.simple_tag
def place_in_series(event: Any) -> PlaceInSeries | None:
    """Return which date of its series a saved event is, or ``None``."""
    return places_in_series([event]).get(event.pk) if isinstance(event, EventPage) else None
