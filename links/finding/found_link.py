"""A link in the content."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FoundLink:
    """A link to ``url``, or to the page or document with a key, in a field and, if that is a body, in a block."""

    field: str
    block_id: str = ""
    url: str = ""
    page: int | None = None
    document: int | None = None
