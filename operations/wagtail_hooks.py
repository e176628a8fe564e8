"""Wagtail hooks that add the health page to the editor."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from wagtail import hooks

from operations.editor.access import PERMISSION
from operations.editor.health_view import HealthMenuItem, HealthView


@hooks.register("register_admin_urls")
def health_urls() -> list[URLPattern]:
    """Return the URL pattern of the health page."""
    return [path("reports/health/", HealthView.as_view(), name="operations_health")]


@hooks.register("register_reports_menu_item")
def health_menu_item() -> HealthMenuItem:
    """Return the menu item of the health page."""
    return HealthMenuItem("Health", reverse("operations_health"), icon_name="circle-check", order=10)


@hooks.register("register_permissions")
def health_permission() -> QuerySet[Permission]:
    """Offer the permission in the form of groups."""
    application, _, codename = PERMISSION.partition(".")
    return Permission.objects.filter(content_type__app_label=application, codename=codename)
