"""The registry of kinds of receivers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from delivery.models import Subscription
from delivery.receivers.telling import Telling
from delivery.sending.request import OutgoingRequest
from pages.registration.registry import Registry


@dataclass(frozen=True)
class ReceiverKind:
    """A kind of receiver.

    ``requests`` takes a subscription and what to tell, and returns the requests that tell it, in order; a message is
    received once all of them are answered with 2xx. A message waits until nothing has changed for ``quiet`` seconds,
    but at most ``longest`` seconds, so that a burst of changes is one message.
    """

    name: str
    label: str
    help_text: str
    requests: Callable[[Subscription, Telling], Sequence[OutgoingRequest]]
    quiet: float = 0.4
    longest: float = 1.0
    #: Whether each site has messages of its own, as cursors have; otherwise one message tells of all sites.
    per_site: bool = False
    #: Whether it is a cache, which is told all tags, instead of changes.
    is_cache: bool = False
    #: Whether the secret is one of ours, which signs messages, rather than a token that the receiver has issued.
    signs: bool = False
    #: Whether messages cannot be sent without a secret.
    needs_secret: bool = False


_kinds: Registry[str, ReceiverKind] = Registry("kind of receiver")


def register_receiver_kind(kind: ReceiverKind, *, own: bool = False) -> None:
    """Register a kind of receiver. Call this in ``AppConfig.ready``."""
    _kinds.register(kind.name, kind, own=own)


def receiver_kinds() -> Mapping[str, ReceiverKind]:
    """Return all kinds by name, in a stable order. After this call, no kind can be registered."""
    return _kinds.all()
