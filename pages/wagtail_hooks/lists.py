"""The lists, menu items and panels by which editors find their way."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.snippets.models import register_snippet

from pages.editor.event_panels import NextEventsPanel
from pages.editor.home_panels import ShortcutsPanel
from pages.editor.listings.viewsets import PagesMenuItem, SectionViewSet, TypeListingViewSet, listing_viewsets
from pages.editor.public_libraries import PublicLibraryViewSet
from pages.editor.records_panel import RecordsToPublishPanel
from pages.editor.viewsets import PeopleAndTopicsGroup
from pages.editor.work_panels import MyDraftsPanel, SchedulePanel

register_snippet(PeopleAndTopicsGroup)


@hooks.register("register_admin_viewset")
def public_libraries() -> PublicLibraryViewSet:
    """Return the list of public libraries."""
    return PublicLibraryViewSet("public_libraries")


@hooks.register("register_admin_viewset")
def page_lists() -> list[TypeListingViewSet | SectionViewSet]:
    """Return the lists of posts, events and other pages with a date, and that of the pages below a section."""
    return [*listing_viewsets(), SectionViewSet()]


@hooks.register("register_admin_menu_item")
def calendar_menu_item() -> MenuItem:
    """Return the menu item of the calendar."""
    return PagesMenuItem("Calendar", reverse("pages_calendar"), icon_name="calendar-alt", order=140)


@hooks.register("construct_homepage_panels")
def add_home_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Add our panels to the dashboard. The user's drafts replace Wagtail's last edits, which would repeat them."""
    panels[:] = [panel for panel in panels if not isinstance(panel, RecentEditsPanel)]
    panels += [ShortcutsPanel(), RecordsToPublishPanel(), MyDraftsPanel(), SchedulePanel(), NextEventsPanel()]


@hooks.register("construct_help_menu")
def leave_out_release_notes(request: HttpRequest, items: list[MenuItem]) -> None:
    """Remove Wagtail's release notes, which are for developers, from the help menu."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]
