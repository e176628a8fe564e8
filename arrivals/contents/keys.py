"""The keys of records that sources know by a name or a long identifier only."""

import hashlib

from django.utils.text import slugify

#: The longest key that is kept (``Arrival.key``), without a prefix.
_LONGEST = 200


def digest(*parts: str) -> str:
    """Return a short hash of texts, in which capitals do not count."""
    return hashlib.sha256("\n".join(part.casefold() for part in parts).encode()).hexdigest()[:32]


def topic_key(name: str) -> str:
    """Return the key of a topic that is known by its name only."""
    return f"topic:{slugify(name)[:_LONGEST] or digest(name)}"


def record_key(kind: str, identifier: str) -> str:
    """Return the key of a record, for example ``event:17``. Long identifiers become a hash."""
    return f"{kind}:{identifier if len(identifier) <= _LONGEST else digest(identifier)}"
