"""Requests with a JSON body."""

from collections.abc import Mapping
from typing import Any

import orjson

from delivery.sending.request import OutgoingRequest

#: Names the sender in the logs of receivers; some refuse requests without it.
USER_AGENT = "coalition-cms"


def json_request(address: str, body: Any, headers: Mapping[str, str] | None = None) -> OutgoingRequest:
    """Return a POST of a JSON body with further headers."""
    common = {"Content-Type": "application/json", "User-Agent": USER_AGENT}
    return OutgoingRequest("POST", address, {**common, **(headers or {})}, orjson.dumps(body))
