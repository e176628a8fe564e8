"""Somebody who is named on a page that arrives."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ArrivingParticipant:
    """An author, speaker or host: the key of a person or organization, or just a name.

    ``role`` is a value of the role of such a row of the page, or empty for its default. ``line`` is printed after the
    name, ``biography`` is HTML for this page only.
    """

    person: str = ""
    organization: str = ""
    name: str = ""
    role: str = ""
    line: str = ""
    biography: str = ""
