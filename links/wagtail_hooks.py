"""Wagtail hooks that add the report of links to the editor."""

from django.urls import URLPattern, path, reverse
from wagtail import hooks

from links.editor.report import LinksMenuItem, LinksView


@hooks.register("register_admin_urls")
def link_urls() -> list[URLPattern]:
    """Return the URL pattern of the report."""
    return [path("reports/links/", LinksView.as_view(), name="links_report")]


@hooks.register("register_reports_menu_item")
def links_menu_item() -> LinksMenuItem:
    """Return the menu item of the report."""
    return LinksMenuItem("Broken links", reverse("links_report"), icon_name="link", order=800)
