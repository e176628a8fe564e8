"""Wagtail hooks that add imports to the editor."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from arrivals.editor.access import may_import, may_import_below
from arrivals.editor.views import RunView, StartView, StepView
from pages.models import SectionPage


class ImportMenuItem(MenuItem):
    """Shown to those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    """Return the URL patterns of imports."""
    return [
        path("imports/", StartView.as_view(), name="arrivals_start"),
        path("imports/below/<int:page_id>/", StartView.as_view(), name="arrivals_start_below"),
        path("imports/<int:run_id>/", RunView.as_view(), name="arrivals_run"),
        path("imports/<int:run_id>/step/", StepView.as_view(), name="arrivals_step"),
    ]


@hooks.register("register_reports_menu_item")
def import_menu_item() -> ImportMenuItem:
    """Return the menu item of imports."""
    return ImportMenuItem("Import", reverse("arrivals_start"), icon_name="download", order=900)


@hooks.register("register_page_header_buttons")
def start_from_a_document(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer to start a page below a section from a document."""
    section = page.specific_class
    if section is not None and issubclass(section, SectionPage) and may_import_below(user, page):
        url = reverse("arrivals_start_below", args=[page.pk])
        yield Button("Start from a document", url, icon_name="download", priority=17)
