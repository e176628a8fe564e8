"""Wagtail hooks that add the subscriptions to the editor."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from delivery.editor.failed_panel import FailedReceiversPanel
from delivery.editor.viewset import SubscriptionViewSet


@hooks.register("register_admin_viewset")
def subscriptions() -> SubscriptionViewSet:
    """Return the list of subscriptions."""
    return SubscriptionViewSet("webhooks", url_prefix="webhooks")


@hooks.register("construct_homepage_panels")
def add_failed_receivers(request: HttpRequest, panels: list[Component]) -> None:
    """Name receivers that are not told any more."""
    panels.append(FailedReceiversPanel())
