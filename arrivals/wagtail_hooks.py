"""Wagtail hooks that add imports to the editor."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page

from arrivals.editor.access import may_follow, may_import, may_import_below
from arrivals.editor.changes_panel import ChangesPanel
from arrivals.editor.follow_views import CalendarsView, ChangeView, act_on_calendar
from arrivals.editor.views import RunView, StartView, StepView
from pages.models import SectionPage


class ImportMenuItem(MenuItem):
    """Shown to those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


class FollowMenuItem(MenuItem):
    """Shown to those who make or edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_follow(request.user)


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    """Return the URL patterns of imports."""
    return [
        path("imports/", StartView.as_view(), name="arrivals_start"),
        path("imports/below/<int:page_id>/", StartView.as_view(), name="arrivals_start_below"),
        path("imports/<int:run_id>/", RunView.as_view(), name="arrivals_run"),
        path("imports/<int:run_id>/step/", StepView.as_view(), name="arrivals_step"),
        path("imports/calendars/", CalendarsView.as_view(), name="arrivals_calendars"),
        path("imports/calendars/<int:calendar_id>/", act_on_calendar, name="arrivals_act_on_calendar"),
        path("imports/changes/<int:change_id>/", ChangeView.as_view(), name="arrivals_change"),
    ]


@hooks.register("register_reports_menu_item")
def import_menu_item() -> ImportMenuItem:
    """Return the menu item of imports."""
    return ImportMenuItem("Import", reverse("arrivals_start"), icon_name="download", order=900)


@hooks.register("register_reports_menu_item")
def calendars_menu_item() -> FollowMenuItem:
    """Return the menu item of followed calendars."""
    return FollowMenuItem("Followed calendars", reverse("arrivals_calendars"), icon_name="calendar-alt", order=910)


@hooks.register("construct_homepage_panels")
def add_changes(request: HttpRequest, panels: list[Component]) -> None:
    """Say on the dashboard that changes in followed calendars wait."""
    panels.append(ChangesPanel())


@hooks.register("register_page_header_buttons")
def start_from_a_document(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer to start a page below a section from a document."""
    section = page.specific_class
    if section is not None and issubclass(section, SectionPage) and may_import_below(user, page):
        url = reverse("arrivals_start_below", args=[page.pk])
        yield Button("Start from a document", url, icon_name="download", priority=17)
