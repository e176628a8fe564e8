"""Wagtail hooks that add exports to the admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from archives.editor.access import may_export_page, may_export_site
from archives.editor.page_view import PageExportView
from archives.editor.site_views import SiteExportFileView, SiteExportStateView, SiteExportView


class ExportMenuItem(MenuItem):
    """Shown to those who may export the site."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_export_site(request.user)


@hooks.register("register_admin_urls")
def export_urls() -> list[URLPattern]:
    """Return the URL patterns of exports."""
    return [
        path("exports/", SiteExportView.as_view(), name="archives_site"),
        path("exports/state/", SiteExportStateView.as_view(), name="archives_state"),
        path("exports/<int:export_id>/file/", SiteExportFileView.as_view(), name="archives_file"),
        path("exports/page/<int:page_id>/", PageExportView.as_view(), name="archives_page"),
    ]


@hooks.register("register_reports_menu_item")
def export_menu_item() -> ExportMenuItem:
    """Return the menu item of the export of the site."""
    return ExportMenuItem("Export of the site", reverse("archives_site"), icon_name="upload", order=910)


@hooks.register("register_page_header_buttons")
def export_this_page(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer the archive of a page to those who may have it."""
    if may_export_page(user, page):
        yield Button("Export this page", reverse("archives_page", args=[page.pk]), icon_name="upload", priority=85)
