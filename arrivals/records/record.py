"""The base class of everything that arrives."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ArrivingRecord:
    """One thing from a source.

    ``key`` identifies it among everything from the same origin and is the same in a later export, for example
    ``post:17``. Records refer to each other by keys. ``notes`` are sentences for the report about what of it cannot be
    taken over.
    """

    key: str
    notes: tuple[str, ...] = ()
