"""Workflows of GitHub that start with an event of a repository."""

from collections.abc import Sequence

from delivery.models import Subscription
from delivery.receivers.json_request import json_request
from delivery.receivers.registry import ReceiverKind
from delivery.receivers.telling import Telling
from delivery.receivers.webhook import TYPE
from delivery.sending.request import OutgoingRequest


def dispatch_requests(subscription: Subscription, telling: Telling) -> Sequence[OutgoingRequest]:
    """Return the request that creates a ``repository_dispatch`` event.

    https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event
    """
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {subscription.secret}",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    body = {"event_type": TYPE, "client_payload": {"sequence": telling.sequence}}
    return [json_request(subscription.address, body, headers)]


GITHUB = ReceiverKind(
    name="github",
    label="GitHub workflow (repository_dispatch)",
    help_text="Starts workflows once nothing has changed for 20 seconds. The address ends with /dispatches.",
    requests=dispatch_requests,
    quiet=20,
    longest=300,
    needs_secret=True,
)
