"""Compresses bodies, and chooses the content coding that a client prefers."""

import gzip
from collections.abc import Callable

import brotli

#: By content coding, the one with the smallest bodies first. Each stored body is compressed once, so it may be slow.
COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    # Without a time stamp, the same body always compresses to the same bytes.
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}


def preferred_encoding(accept_encoding: str) -> str | None:
    """Return the content coding that an ``Accept-Encoding`` prefers (RFC 9110, 12.5.3), ``None`` for none."""
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights[name] = next((_weight(text) for text in parameters if text.startswith("q=")), 1.0)
    offered = {name: weights.get(name, weights.get("*", 0.0)) for name in COMPRESSIONS}
    best = max(offered, key=offered.__getitem__)
    return best if offered[best] > 0 else None


def _weight(parameter: str) -> float:
    try:
        return float(parameter.removeprefix("q="))
    except ValueError:
        return 0.0
