"""The conditions of a request on what it would get (RFC 9110, 13)."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.http import parse_etags, parse_http_date_safe

#: The body of a 412 response.
SENTENCE = "This is another version than the one in If-Match or If-Unmodified-Since."


class Verdict(NamedTuple):
    """What the conditions of a request make of it: 200, as if there were none, 304 or 412."""

    status: int
    #: For 304: the ETag that the client has, if there is one.
    etag: str | None = None


def judge(meta: Mapping[str, Any], etags: Sequence[str], modified: int | None = None) -> Verdict:
    """Judge a GET or HEAD request whose response without conditions would be 200.

    ``meta`` has the headers by their names in WSGI. ``etags`` are those of the response, all of them strong: first the
    one that this request would get, then those of other encodings of the same content. ``modified`` is when it was
    modified, in seconds since 1970; if that is not known, conditions on it are ignored, as are malformed ones.
    """
    if required := parse_etags(meta.get("HTTP_IF_MATCH") or ""):
        # Compared as they are: a weak ETag never matches.
        if "*" not in required and set(etags).isdisjoint(required):
            return Verdict(412)
    elif _modified_after(modified, meta.get("HTTP_IF_UNMODIFIED_SINCE")):
        return Verdict(412)
    if known := {etag.removeprefix("W/") for etag in parse_etags(meta.get("HTTP_IF_NONE_MATCH") or "")}:
        matching = [etag for etag in etags if etag in known or "*" in known]
        return Verdict(304, matching[0] if matching else None) if matching or "*" in known else Verdict(200)
    if _modified_after(modified, meta.get("HTTP_IF_MODIFIED_SINCE")) is False:
        return Verdict(304, etags[0] if etags else None)
    return Verdict(200)


def _modified_after(modified: int | None, date: str | None) -> bool | None:
    """Tell whether something was modified after a date; ``None`` if either is not known."""
    instant = parse_http_date_safe(date) if date and modified is not None else None
    return None if instant is None or modified is None else modified > instant
