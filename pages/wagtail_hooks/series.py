"""What the editor offers for a date of a series: buttons, and the other dates after a change."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from pages.editor.series.views import may_add_beside
from pages.models import EventPage
from pages.previews.sessions import may_edit
from pages.series.changing import other_dates
from pages.series.differences import changed_by_publishing
from pages.series.scope import Scope, dates_in_scope


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


@hooks.register("after_publish_page")
def offer_the_other_dates(request: HttpRequest, page: Page) -> None:
    """After a change to a date of a series was published, offer to bring it to the following dates or to all."""
    others = other_dates(page) if isinstance(page, EventPage) else []
    if not others or not isinstance(page, EventPage):
        return
    labels = changed_by_publishing(page)
    if not labels:
        return
    following = len(dates_in_scope(page, others, Scope.FOLLOWING))
    url = reverse("pages_series_dates", args=[page.pk])
    buttons = []
    if following and following != len(others):
        buttons.append(messages.button(f"{url}?scope=following", f"The following dates ({following})"))
    buttons.append(messages.button(f"{url}?scope=all", f"All other dates ({len(others)})"))
    sentence = f"This was changed on this date only: {', '.join(labels)}. Change other dates of the series as well?"
    messages.info(request, sentence, buttons=buttons)
