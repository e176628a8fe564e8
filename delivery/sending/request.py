"""A request to a receiver, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class OutgoingRequest:
    """A request to a receiver."""

    method: str
    address: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Outcome:
    """The response of a receiver; ``status`` is ``None``, and ``problem`` says why, if there was none."""

    status: int | None = None
    problem: str = ""
    #: The beginning of the body.
    response: str = ""
    #: The value of the header ``Retry-After``, or an empty text.
    retry_after: str = ""
    milliseconds: int = 0

    @property
    def is_receipt(self) -> bool:
        """Whether the receiver has taken the message: its status is 2xx."""
        return self.status is not None and 200 <= self.status < 300
