"""Caches of one's own that take a request with the method PURGE."""

from collections.abc import Sequence

from delivery.models import Subscription
from delivery.receivers.batches import batches_of
from delivery.receivers.json_request import USER_AGENT
from delivery.receivers.registry import ReceiverKind
from delivery.receivers.telling import Telling
from delivery.sending.request import OutgoingRequest

#: Web servers take headers of 8 kB in all; Varnish too, by default (http_req_hdr_len).
LONGEST_HEADER = 4000
MOST_TAGS = 200


def _requests(subscription: Subscription, telling: Telling, header: str, separator: str) -> list[OutgoingRequest]:
    common = {"User-Agent": USER_AGENT}
    if subscription.secret:
        common["Authorization"] = f"Bearer {subscription.secret}"
    return [
        OutgoingRequest("PURGE", subscription.address, {**common, header: separator.join(batch)})
        for batch in batches_of(telling.touched, MOST_TAGS, LONGEST_HEADER)
    ]


def varnish_requests(subscription: Subscription, telling: Telling) -> Sequence[OutgoingRequest]:
    """Return the requests that purge the tags from Varnish, as the documentation of its module xkey has it."""
    return _requests(subscription, telling, "xkey-purge", " ")


def purge_requests(subscription: Subscription, telling: Telling) -> Sequence[OutgoingRequest]:
    """Return requests with the tags in ``Cache-Tag``, as responses have them."""
    return _requests(subscription, telling, "Cache-Tag", ",")


VARNISH = ReceiverKind(
    name="varnish",
    label="Varnish (xkey)",
    help_text="Purges by tag: the method PURGE, with the tags in xkey-purge and the secret, if any, as a bearer token.",
    requests=varnish_requests,
    is_cache=True,
)
HTTP_PURGE = ReceiverKind(
    name="purge",
    label="Cache (PURGE)",
    help_text="Purges by tag: the method PURGE, with the tags in Cache-Tag and the secret, if any, as a bearer token.",
    requests=purge_requests,
    is_cache=True,
)
