"""The cache of Cloudflare."""

from collections.abc import Sequence

from delivery.models import Subscription
from delivery.receivers.batches import batches_of
from delivery.receivers.json_request import json_request
from delivery.receivers.registry import ReceiverKind
from delivery.receivers.telling import Telling
from delivery.sending.request import OutgoingRequest

#: No plan takes fewer in a request: https://developers.cloudflare.com/cache/how-to/purge-cache/
MOST_TAGS = 30


def purge_requests(subscription: Subscription, telling: Telling) -> Sequence[OutgoingRequest]:
    """Return the requests that purge the tags, which Cloudflare reads in ``Cache-Tag``."""
    headers = {"Authorization": f"Bearer {subscription.secret}"}
    return [
        json_request(subscription.address, {"tags": batch}, headers) for batch in batches_of(telling.touched, MOST_TAGS)
    ]


CLOUDFLARE = ReceiverKind(
    name="cloudflare",
    label="Cloudflare",
    help_text=(
        "Purges by tag. The address is https://api.cloudflare.com/client/v4/zones/ZONE_ID/purge_cache, the secret an "
        "API token that may purge the cache."
    ),
    requests=purge_requests,
    is_cache=True,
    needs_secret=True,
)
