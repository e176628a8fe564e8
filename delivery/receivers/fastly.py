"""The cache of Fastly."""

from collections.abc import Sequence

from delivery.models import Subscription
from delivery.receivers.batches import batches_of
from delivery.receivers.json_request import json_request
from delivery.receivers.registry import ReceiverKind
from delivery.receivers.telling import Telling
from delivery.sending.request import OutgoingRequest

#: https://www.fastly.com/documentation/reference/api/purging/
MOST_KEYS = 256


def purge_requests(subscription: Subscription, telling: Telling) -> Sequence[OutgoingRequest]:
    """Return the requests that purge the tags, which Fastly reads in ``Surrogate-Key``."""
    headers = {"Fastly-Key": subscription.secret, "Accept": "application/json"}
    return [
        json_request(subscription.address, {"surrogate_keys": batch}, headers)
        for batch in batches_of(telling.touched, MOST_KEYS)
    ]


FASTLY = ReceiverKind(
    name="fastly",
    label="Fastly",
    help_text="Purges by tag. The address is https://api.fastly.com/service/SERVICE_ID/purge, the secret an API token.",
    requests=purge_requests,
    is_cache=True,
    needs_secret=True,
)
