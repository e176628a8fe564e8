"""The buttons that lead to the dates of a series."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from pages.editor.series.views import may_add_beside
from pages.models import EventPage
from pages.previews.sessions import may_edit


@hooks.register("register_page_header_buttons")
def series_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button that repeats an event and, for a date of a series, the one that lists its dates."""
    event = page.specific_deferred
    if not isinstance(event, EventPage) or not may_edit(user, page):
        return
    if may_add_beside(event, user):
        yield Button("Repeat", reverse("pages_repeat_event", args=[page.pk]), icon_name="rotate", priority=65)
    if event.series_id:
        url = reverse("pages_series_dates", args=[page.pk])
        yield Button("Dates of the series", url, icon_name="date", priority=66)
