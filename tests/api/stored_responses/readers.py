"""Readers of the API: in this process, and in processes of their own."""

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.test import Client
from django.test.utils import override_settings

from tests.wsgi import WsgiClient


@dataclass(frozen=True, order=True)
class Target:
    """A request: a path with its query string, and the host."""

    path: str
    host: str = "testserver"


@dataclass(frozen=True)
class Answer:
    """What came back, as far as it must not depend on whether it was stored."""

    status: int
    body: bytes
    etag: str
    tags: str
    content_type: str
    #: The value of ``Cache-Status``.
    cache_status: str = field(compare=False)

    @property
    def is_hit(self) -> bool:
        """Whether it was stored."""
        return self.cache_status.startswith("hit")


def ask(client: Client | WsgiClient, target: Target) -> Answer:
    """Ask for a target. Problems name the request, so that only their status can be compared."""
    response = client.get(target.path, HTTP_HOST=target.host)
    found = response.status_code == 200
    return Answer(
        response.status_code,
        response.content if found else b"",
        response.get("ETag", "") if found else "",
        response.get("Cache-Tag", "") if found else "",
        response["Content-Type"],
        response.get("Cache-Status", "").partition("; ")[2],
    )


class Reader:
    """A process that stores its responses and sends them back."""

    def __init__(self, pipe: Any) -> None:
        self._pipe = pipe
        #: The number of its responses, and how many of them were stored.
        self.answers = self.hits = 0

    def begin(self, targets: Sequence[Target]) -> None:
        """Let it read, and go on meanwhile."""
        self._pipe.send(list(targets))

    def end(self) -> list[Answer]:
        """Return what it has read."""
        answers: list[Answer] | str = self._pipe.recv()
        assert isinstance(answers, list), answers
        return answers


@contextmanager
def reading_processes(count: int, **settings: Any) -> Iterator[list[Reader]]:
    """Start processes that read the database of this one and store their responses, each with its own settings."""
    fork = multiprocessing.get_context("fork")
    # Not to be shared.
    connections.close_all()
    readers, processes, ends = [], [], []
    try:
        for _ in range(count):
            ours, theirs = fork.Pipe()
            process = fork.Process(target=_read, args=(theirs, settings), daemon=True)
            process.start()
            theirs.close()
            readers.append(Reader(ours))
            processes.append(process)
            ends.append(ours)
        yield readers
    finally:
        for end in ends:
            end.close()
        for process in processes:
            process.join(5)
            process.kill()
            process.join()


def _read(pipe: Any, settings: dict[str, Any]) -> None:
    """Respond until the other end is closed."""
    with override_settings(STORED_RESPONSES=True, **settings):
        # As a server does, for which what is stored is not even Django's.
        client = WsgiClient()
        while True:
            try:
                targets = pipe.recv()
            except EOFError:
                return
            try:
                pipe.send([ask(client, target) for target in targets])
            except Exception as error:
                pipe.send(repr(error))
