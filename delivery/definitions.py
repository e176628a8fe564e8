"""The kinds of receivers of this project."""

from delivery.receivers.build_hook import BUILD_HOOK
from delivery.receivers.cloudflare import CLOUDFLARE
from delivery.receivers.fastly import FASTLY
from delivery.receivers.github import GITHUB
from delivery.receivers.purge import HTTP_PURGE, VARNISH
from delivery.receivers.registry import register_receiver_kind
from delivery.receivers.webhook import WEBHOOK

OWN_KINDS = (WEBHOOK, BUILD_HOOK, GITHUB, FASTLY, CLOUDFLARE, VARNISH, HTTP_PURGE)


def register_own_receiver_kinds() -> None:
    """Register them."""
    for kind in OWN_KINDS:
        register_receiver_kind(kind, own=True)
