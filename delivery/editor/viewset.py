"""The list of subscriptions in the settings menu."""

from typing import Any

from django.urls import URLPattern, path, reverse
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from api.models import ChangeCounter
from delivery.editor.actions import act
from delivery.editor.subscription_form import SubscriptionForm
from delivery.models import Message, Subscription
from delivery.receivers.registry import receiver_kinds

#: Messages in the log of deliveries of a subscription.
MOST_MESSAGES = 50


class DeliveriesView(InspectView):
    """A subscription, with its log of deliveries and what can be done with it."""

    template_name = "delivery/inspect.html"
    any_permission_required = ["change"]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        messages = Message.objects.filter(subscription=self.object).prefetch_related("attempts").order_by("-pk")
        kind = receiver_kinds().get(self.object.receiver)
        return {
            **super().get_context_data(**context),
            "subscription": self.object,
            "kind": kind,
            "missing": ChangeCounter.current().sequence - self.object.cursor,
            "last": ChangeCounter.current().sequence,
            "deliveries": messages[:MOST_MESSAGES],
        }


class _ShowsDeliveries:
    """A form after which the subscription is shown, with its secret and the button that tests it."""

    object: Subscription

    def get_success_url(self) -> str:
        return reverse("webhooks:inspect", args=[self.object.pk])


class SubscribeView(_ShowsDeliveries, CreateView):
    """Adds a subscription."""


class ChangeSubscriptionView(_ShowsDeliveries, EditView):
    """Changes a subscription."""


class SubscriptionViewSet(ModelViewSet):
    """The receivers of changes."""

    model = Subscription
    icon = "mail"
    menu_label = "Webhooks"
    menu_name = "webhooks"
    menu_order = 630
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = DeliveriesView
    add_view_class = SubscribeView
    edit_view_class = ChangeSubscriptionView
    list_display = ["name", Column("get_state_display", label="State"), "address"]

    def get_form_class(self, for_update: bool = False) -> Any:
        return SubscriptionForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("act/<int:pk>/", act, name="act")]
