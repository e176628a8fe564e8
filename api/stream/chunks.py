"""What the clients of one site are told at once, as bytes that all of them share."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail.models import Site

from api.changes.cursors import changes_cursor
from api.stream.events import event, heartbeat, position


@dataclass(frozen=True)
class Chunk:
    """The events of a site that bring its clients to a sequence of the log."""

    sequence: int
    #: The sequence of each event, and its bytes.
    events: tuple[tuple[int, bytes], ...] = ()
    #: What comes after the events.
    end: bytes = b""

    @cached_property
    def body(self) -> bytes:
        """All bytes of the chunk."""
        return b"".join((*(text for _, text in self.events), self.end))

    def after(self, sequence: int) -> "Chunk":
        """Return what of the chunk comes after a sequence."""
        if sequence >= self.sequence:
            return Chunk(sequence)
        return Chunk(self.sequence, tuple(each for each in self.events if each[0] > sequence), self.end)


def change_chunk(site: Site | None, items: Iterable[dict[str, Any]], sequence: int) -> Chunk:
    """Return the chunk with the changes of a site up to a sequence."""
    events = tuple((item["sequence"], event("change", changes_cursor(site, item["sequence"]), item)) for item in items)
    # A cursor that no event moves on, because only other sites changed, moves on with the next heartbeat.
    moves_on = bool(events) and events[-1][0] != sequence
    return Chunk(sequence, events, position(changes_cursor(site, sequence)) if moves_on else b"")


def heartbeat_chunk(site: Site | None, sequence: int) -> Chunk:
    """Return a chunk without events, whose cursor is what clients have been told up to."""
    return Chunk(sequence, end=heartbeat(changes_cursor(site, sequence)))


def reset_chunk(site: Site | None, sequence: int) -> Chunk:
    """Return the chunk for clients whose cursor the log does not go back to: they start anew at a sequence."""
    cursor = changes_cursor(site, sequence)
    detail = "The log of changes does not hold what came after the last event. Read everything once more."
    return Chunk(sequence, end=event("reset", cursor, {"cursor": cursor, "detail": detail}))


def behind_chunk(site: Site | None, sequence: int) -> Chunk:
    """Return the last chunk of a client that reads too slowly: it has to connect again, with its last cursor."""
    cursor = changes_cursor(site, sequence)
    detail = "This client reads more slowly than changes are made. Connect again to continue from the last event."
    return Chunk(sequence, end=event("behind", cursor, {"cursor": cursor, "detail": detail}))
