"""The comparison of ETags."""

from collections.abc import Sequence

from django.utils.http import parse_etags


def matching_etag(if_none_match: str, etags: Sequence[str]) -> str | None:
    """Return which of ``etags`` an ``If-None-Match`` lists, weak or not (RFC 9110, 13.1.2); for ``*``, the first."""
    known = {etag.removeprefix("W/") for etag in parse_etags(if_none_match)}
    return etags[0] if "*" in known else next((etag for etag in etags if etag in known), None)
