"""Addresses that start the build of a website when something is posted to them."""

from collections.abc import Sequence

from delivery.models import Subscription
from delivery.receivers.json_request import json_request
from delivery.receivers.registry import ReceiverKind
from delivery.receivers.telling import Telling
from delivery.sending.request import OutgoingRequest


def build_requests(subscription: Subscription, telling: Telling) -> Sequence[OutgoingRequest]:
    """Return the request that starts a build. The address itself is the secret; the body has nothing to say.

    https://vercel.com/docs/deploy-hooks, https://docs.netlify.com/build/configure-builds/build-hooks/ and
    https://developers.cloudflare.com/pages/configuration/deploy-hooks/ take the same request.
    """
    return [json_request(subscription.address, {})]


BUILD_HOOK = ReceiverKind(
    name="build_hook",
    label="Build hook (Vercel, Netlify, Cloudflare Pages)",
    help_text="Builds the website once nothing has changed for 20 seconds, and at least every five minutes.",
    requests=build_requests,
    quiet=20,
    longest=300,
)
