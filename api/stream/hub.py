"""Hands what one reader finds in the log to all clients. Everything here runs in the event loop."""

from collections import defaultdict
from dataclasses import dataclass, field

from api.stream.chunks import Chunk, heartbeat_chunk
from api.stream.follower import Follower, Notice

Key = int | None


@dataclass(frozen=True)
class Batch:
    """What was found in the log between two sequences: a chunk for each site that had clients at the time.

    Without ``after``, it is not connected with what was found before.
    """

    after: int | None
    sequence: int
    chunks: dict[Key, Chunk] = field(default_factory=dict)


class Hub:
    """The clients of each site, and the sequence up to which they have been told of all changes."""

    def __init__(self) -> None:
        #: ``None`` until the log has been read for the first time.
        self.sequence: int | None = None
        self._followers: defaultdict[Key, set[Follower]] = defaultdict(set)

    def __len__(self) -> int:
        return sum(map(len, self._followers.values()))

    def sites(self) -> tuple[Key, ...]:
        """Return the keys of the sites that have clients. Other threads may call this."""
        return tuple(self._followers)

    def join(self, follower: Follower) -> None:
        """Queue for a client whatever comes after the hub's sequence, which it must have reached."""
        self._followers[follower.key].add(follower)

    def leave(self, follower: Follower) -> None:
        """Queue nothing more for a client."""
        followers = self._followers.get(follower.key, set())
        followers.discard(follower)
        if not followers:
            self._followers.pop(follower.key, None)

    def tell(self, batch: Batch) -> None:
        """Queue a batch for the clients."""
        before, self.sequence = self.sequence, batch.sequence
        for key, followers in list(self._followers.items()):
            chunk = batch.chunks.get(key)
            if batch.after is None or batch.after != before or chunk is None:
                # They joined while the log was being read, or it begins anew.
                for follower in followers:
                    follower.catch_up()
                del self._followers[key]
            elif chunk.body:
                self._put(key, chunk, batch.after)

    def beat(self) -> None:
        """Queue a heartbeat for every client."""
        if self.sequence is None:
            return
        for key, followers in list(self._followers.items()):
            # By now the log has reached whatever they were sent, unless it is another log.
            for follower in [follower for follower in followers if follower.queued > self.sequence]:
                follower.catch_up()
                self.leave(follower)
            if followers:
                chunk = heartbeat_chunk(next(iter(followers)).site, self.sequence)
                self._put(key, chunk, self.sequence)

    def end(self) -> None:
        """End all clients that have joined."""
        for followers in self._followers.values():
            for follower in followers:
                follower.end(Notice.END)
        self._followers.clear()

    def _put(self, key: Key, chunk: Chunk, after: int) -> None:
        behind = []
        for follower in self._followers[key]:
            # Who connected after this batch was read has some of it already.
            rest = chunk if follower.queued <= after else chunk.after(follower.queued)
            if rest.body and not follower.put(rest):
                behind.append(follower)
        for follower in behind:
            self.leave(follower)
