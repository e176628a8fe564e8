"""What can be done with a subscription: test, pause, resume, replay."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from wagtail.permission_policies import ModelPermissionPolicy

from api.models import ChangeCounter
from delivery.models import Subscription
from delivery.replay import pause, resume, set_cursor
from delivery.testing import send_test


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the button says, say what came of it, and show the subscription again."""
    if not ModelPermissionPolicy(Subscription).user_has_permission(request.user, "change"):
        raise PermissionDenied
    subscription = get_object_or_404(Subscription, pk=pk)
    action = _ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        messages.error(request, "Nothing was done: use one of the buttons.")
    else:
        action(request, subscription)
    return redirect("webhooks:inspect", pk)


def _test(request: HttpRequest, subscription: Subscription) -> None:
    outcome = send_test(subscription)
    if outcome.is_receipt:
        messages.success(request, f"Received: {outcome.status} in {outcome.milliseconds} ms.")
    else:
        messages.error(request, f"Not received: {outcome.problem or f'the answer was {outcome.status}.'}")


def _pause(request: HttpRequest, subscription: Subscription) -> None:
    pause(subscription)
    messages.success(request, "Paused. What changes is kept for the receiver until you resume.")


def _resume(request: HttpRequest, subscription: Subscription) -> None:
    resume(subscription)
    messages.success(request, "Resumed. The receiver is told everything that it has missed.")


def _replay(request: HttpRequest, subscription: Subscription) -> None:
    counter = ChangeCounter.current()
    text = request.POST.get("after", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 18 and counter.holds_after(int(text))):
        between = f"between {counter.compacted} and {counter.sequence}"
        messages.error(request, f"Not replayed: enter a sequence {between}, which is what the log holds.")
        return
    set_cursor(subscription, int(text))
    messages.success(request, f"The receiver is told again what came after {text}.")


_ACTIONS = {"test": _test, "pause": _pause, "resume": _resume, "replay": _replay}
