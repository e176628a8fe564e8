"""The banner on every page of the admin."""

from typing import Any

from django import template
from django.conf import settings

from operations.editor.access import may_see_health
from operations.health.work import silent_loops

register = template.Library()


@register.simple_tag(takes_context=True)
def silent_workers(context: dict[str, Any]) -> list[str]:
    """Return the loops that nobody runs, if the user may see that: one query on each page of site managers."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if not settings.HEALTH_BANNER or user is None or not may_see_health(user):
        return []
    return list(silent_loops())
