"""Webhooks, signed as https://www.standardwebhooks.com/ describes."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from standardwebhooks.webhooks import Webhook
from wagtail.models import Site

from api.tags.names import list_tag
from delivery.models import Subscription
from delivery.receivers.json_request import json_request
from delivery.receivers.registry import ReceiverKind
from delivery.receivers.telling import Telling
from delivery.sending.request import OutgoingRequest

TYPE = "content.changed"
#: The maximum number of ``tags`` of a message.
MOST_TAGS = 100


def signed_requests(subscription: Subscription, telling: Telling) -> Sequence[OutgoingRequest]:
    """Return the request that tells a webhook: the body of the message, with its signatures."""
    now = timezone.now()
    request = json_request(subscription.address, message_body(telling))
    signatures = [
        Webhook(secret).sign(telling.identifier, now, request.body.decode())
        for secret in subscription.signing_secrets(now)
    ]
    headers = {
        **request.headers,
        "webhook-id": telling.identifier,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
    return [OutgoingRequest(request.method, request.address, headers, request.body)]


def message_body(telling: Telling) -> dict[str, Any]:
    """Return the body of a message."""
    site = telling.site
    return {
        "type": TYPE,
        "sequence": telling.sequence,
        "cursor": telling.cursor,
        "site": f"{site.hostname}:{site.port}" if site else None,
        "tags": _common_tags(telling),
        "changes": telling.changes,
    }


def _common_tags(telling: Telling) -> list[str]:
    """Return the tags of the changes.

    If there are too many, they are those of lists, and the one that every response about a site has. Only the single
    images and documents are then known from the tags of each change alone.
    """
    if telling.is_gap:
        return sorted(telling.touched)
    tags = {tag for change in telling.changes for tag in change["tags"]}
    if len(tags) > MOST_TAGS:
        lists = sorted(tag for tag in tags if tag.startswith("list:"))
        return sorted({*lists[: MOST_TAGS - 1], list_tag(Site)})
    return sorted(tags)


WEBHOOK = ReceiverKind(
    name="webhook",
    label="Webhook",
    help_text="A signed message about each change: for a frontend, or for any other program.",
    requests=signed_requests,
    per_site=True,
    signs=True,
    needs_secret=True,
)
