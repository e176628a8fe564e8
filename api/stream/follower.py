"""One client of the stream, and what waits to be sent to it."""

import asyncio
import enum
from collections import deque

from wagtail.models import Site

from api.stream.chunks import Chunk

#: How many chunks may wait for a client. They are shared, so what waits costs a client no more than references.
MAXIMUM_WAITING = 64


class Notice(enum.Enum):
    """What a client's connection is to do next, apart from sending chunks."""

    CATCH_UP = "read from the log what was not put into the queue"
    BEHIND = "say that the client has fallen behind, and end"
    END = "end"


class Follower:
    """The queue of a client. It never grows beyond its bound: a client that reads too slowly falls behind and ends."""

    __slots__ = ("_ready", "_waiting", "has_ended", "queued", "sent", "site")

    def __init__(self, site: Site | None, sequence: int) -> None:
        self.site = site
        #: The sequence up to which the client was sent everything, and the one up to which it waits in the queue.
        self.sent = self.queued = sequence
        self._waiting: deque[Chunk | Notice] = deque()
        self._ready: asyncio.Future[None] | None = None
        #: Whether nothing more is queued.
        self.has_ended = False

    @property
    def key(self) -> int | None:
        """The key of the site, if there is one."""
        return self.site.pk if self.site else None

    def put(self, chunk: Chunk) -> bool:
        """Queue a chunk. Return ``False`` if nothing more is queued, since the client has gone or has fallen behind."""
        if self.has_ended:
            return False
        if len(self._waiting) >= MAXIMUM_WAITING:
            self.end(Notice.BEHIND)
            return False
        self.queued = max(self.queued, chunk.sequence)
        self._append(chunk)
        return True

    def catch_up(self) -> None:
        """Have the client catch up from the log once it was sent what is in the queue."""
        self._append(Notice.CATCH_UP)

    def end(self, notice: Notice = Notice.END) -> None:
        """Drop what is in the queue, and have the client's connection end."""
        if not self.has_ended:
            self._waiting.clear()
            self._append(notice)
            self.has_ended = True

    async def take(self) -> Chunk | Notice:
        """Return what comes next, once there is something."""
        while not self._waiting:
            self._ready = asyncio.get_running_loop().create_future()
            await self._ready
        return self._waiting.popleft()

    def _append(self, what: Chunk | Notice) -> None:
        if self.has_ended:
            return
        self._waiting.append(what)
        if self._ready is not None and not self._ready.done():
            self._ready.set_result(None)
