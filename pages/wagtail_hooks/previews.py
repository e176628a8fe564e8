"""Content checks on the frontend's page, and the button that shares a draft."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from pages.models.base import BasePage
from pages.previews.content_checks import FrontendContentChecker
from pages.previews.sessions import may_edit


@hooks.register("construct_wagtail_userbar")
def check_frontends(request: HttpRequest | None, items: list[BaseItem], page: Page | None) -> None:
    """Replace Wagtail's content checker with one that checks the frontend's page."""
    items[:] = [
        FrontendContentChecker(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]


@hooks.register("register_page_header_buttons")
def share_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button that shares the draft, if the user may edit the page."""
    if isinstance(page.specific_deferred, BasePage) and may_edit(user, page):
        url = reverse("pages_share_draft", args=[page.pk])
        yield Button("Share draft", url, icon_name="link", priority=64)
