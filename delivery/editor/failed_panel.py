"""The panel of the dashboard that names receivers that are not told any more."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from delivery.models import Subscription


class FailedReceiversPanel(Component):
    """Receivers that have failed, for those who can do something about it."""

    name = "failed_receivers"
    template_name = "delivery/failed_panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        if not user.has_perm("delivery.change_subscription"):
            return {"subscriptions": []}
        failed = [Subscription.State.FAILED, Subscription.State.ENDED]
        return {"subscriptions": Subscription.objects.filter(state__in=failed)}
