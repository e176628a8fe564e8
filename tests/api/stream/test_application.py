"""What happens inside the process of the stream: how often it reads, who falls behind, what an outage does."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from django.test.utils import override_settings

from api.changes.log import CHANNEL
from api.changes.public_changes import PublicChanges
from api.models import ChangeCounter
from api.stream import application, follower, log_reader
from api.stream.application import StreamApplication
from api.stream.chunks import Chunk
from api.stream.follower import MAXIMUM_WAITING, Follower, Notice
from api.stream.hub import Batch, Hub
from api.stream.log_reader import LogReader
from api.stream.log_reading import read_batch, read_chunk
from pages.database.notifications import Waiter, notify
from tests.api.stream.client import PATH
from tests.changes import since
from tests.content import make_section

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def closed_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads of the application leave no connection behind."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)


class Connection:
    """One client of the application, which takes what it is sent while it is reading."""

    def __init__(self, app: StreamApplication, query: str = "") -> None:
        self.status = 0
        self.text = ""
        self.has_ended = False
        self.reads = asyncio.Event()
        self.reads.set()
        self._gone = asyncio.Event()
        self._changed = asyncio.Event()
        scope = {
            **{"type": "http", "method": "GET", "path": PATH, "raw_path": PATH.encode(), "root_path": ""},
            **{"query_string": query.encode(), "headers": [(b"host", b"testserver")], "scheme": "http"},
            **{"http_version": "1.1", "server": ("testserver", 80), "client": ("127.0.0.1", 1)},
        }
        self.task = asyncio.ensure_future(app(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        await self.reads.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.text += message["body"].decode()
            self.has_ended = not message["more_body"]
        self._changed.set()

    def leave(self) -> None:
        self._gone.set()

    async def until(self, text: str) -> None:
        """Wait until a text has been sent."""
        async with asyncio.timeout(20):
            while text not in self.text:
                self._changed.clear()
                await self._changed.wait()

    async def until_ended(self) -> None:
        await asyncio.wait_for(self.task, 20)


@asynccontextmanager
async def running() -> AsyncIterator[StreamApplication]:
    """An application that lives until the end of the block."""
    app = StreamApplication()
    inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    living = asyncio.ensure_future(app({"type": "lifespan"}, inbox.get, outbox.put))
    await inbox.put({"type": "lifespan.startup"})
    assert (await outbox.get())["type"] == "lifespan.startup.complete"
    try:
        yield app
    finally:
        await inbox.put({"type": "lifespan.shutdown"})
        await asyncio.wait_for(living, 20)
        app._threads.shutdown()
        for thread in threading.enumerate():
            if isinstance(thread, LogReader):
                await asyncio.to_thread(thread.join, 20)


def scenario(play: Callable[[StreamApplication], Awaitable[None]]) -> None:
    """Play a scenario in an event loop of its own, outside the main thread, which keeps its signal handlers."""

    async def played() -> None:
        async with running() as app:
            await play(app)

    failures: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(played())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(90)
    assert not thread.is_alive()
    for failure in failures:
        raise failure


def in_database(function: Callable[..., Any], *arguments: Any, **options: Any) -> Awaitable[Any]:
    """Call a function in a thread, and close its connection to the database."""

    def call() -> Any:
        try:
            return function(*arguments, **options)
        finally:
            connection.close()

    return asyncio.to_thread(call)


def test_the_log_is_read_once_for_all_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[int] = []
    read = PublicChanges.__init__

    def count(self: PublicChanges, rows: Any, visibility: Any) -> None:
        reads.append(len(rows))
        read(self, rows, visibility)

    async def play(app: StreamApplication) -> None:
        clients = [Connection(app) for _ in range(30)]
        for client in clients:
            await client.until("id: ")
        # Their own share of the log has been read by then.
        while len(app._hub) < len(clients):
            await asyncio.sleep(0.01)
        reads.clear()
        await in_database(make_section, title="News")
        for client in clients:
            await client.until("/news/")
        assert reads == [1]
        bodies = {client.text.partition("event:")[2] for client in clients}
        assert len(bodies) == 1

    monkeypatch.setattr(PublicChanges, "__init__", count)
    scenario(play)


def test_clients_that_come_back_at_once_share_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    make_section(title="Before")
    begun = since(ChangeCounter.objects.get().sequence)
    make_section(title="News")
    reads: list[int] = []

    def count(*arguments: Any) -> Chunk:
        reads.append(1)
        return read_chunk(*arguments)

    async def play(app: StreamApplication) -> None:
        clients = [Connection(app, f"since={begun}") for _ in range(20)]
        for client in clients:
            await client.until("/news/")
        assert len(reads) < 5

    monkeypatch.setattr(application, "read_chunk", count)
    monkeypatch.setattr(application, "SHARED", 20)
    scenario(play)


@pytest.mark.slow
def test_a_client_that_reads_too_slowly_is_told_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follower, "MAXIMUM_WAITING", 3)

    async def play(app: StreamApplication) -> None:
        slow, quick = Connection(app), Connection(app)
        await slow.until("id: ")
        await quick.until("id: ")
        while len(app._hub) < 2:
            await asyncio.sleep(0.01)
        slow.reads.clear()
        begun = await in_database(lambda: ChangeCounter.objects.get().sequence)
        for number in range(8):
            await in_database(make_section, title=f"Section {number}")
            await quick.until(f"/section-{number}/")
        assert len(app._hub) == 1
        slow.reads.set()
        await slow.until_ended()
        assert slow.has_ended and not quick.has_ended
        # One was being sent when it stopped to read. The others do not follow.
        assert slow.text.count("event: change") == 1
        _, _, last = slow.text.rpartition("event: behind\n")
        cursor = last.partition("id: ")[2].partition("\n")[0]
        assert cursor == await in_database(since, begun + 1)
        again = Connection(app, f"since={cursor}")
        await again.until("/section-7/")
        assert again.text.count("event: change") == 7

    scenario(play)


def test_a_client_that_takes_nothing_for_long_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "SEND_TIMEOUT", 0.3)

    async def play(app: StreamApplication) -> None:
        client = Connection(app)
        await client.until("id: ")
        client.reads.clear()
        await in_database(make_section, title="News")
        await client.until_ended()
        assert (len(app._hub), app._clients) == (0, 0)

    scenario(play)


def test_a_client_that_leaves_is_forgotten() -> None:
    async def play(app: StreamApplication) -> None:
        clients = [Connection(app) for _ in range(5)]
        for client in clients:
            await client.until("id: ")
            client.leave()
            await client.until_ended()
        assert (len(app._hub), app._clients) == (0, 0)

    scenario(play)


def test_an_outage_of_the_database(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    down = threading.Event()
    tries: list[float] = []

    def failing(read: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            if down.is_set():
                tries.append(time.monotonic())
                raise OperationalError("the server closed the connection\nunexpectedly")
            return read(*arguments)

        return call

    monkeypatch.setattr(log_reader, "read_batch", failing(read_batch))
    monkeypatch.setattr(application, "read_chunk", failing(read_chunk))
    monkeypatch.setattr(application, "HEARTBEATS", 0.2)
    monkeypatch.setattr(application, "SHARED", 0.2)
    monkeypatch.setattr(log_reader, "LONGEST_PAUSE", 0.1)

    async def play(app: StreamApplication) -> None:
        joined = Connection(app)
        await joined.until("id: ")
        await joined.until(": heartbeat")
        down.set()
        await asyncio.sleep(1.2)
        # It was accepted just before, and has still to be told what it missed.
        catching_up = Connection(app)
        await catching_up.until(": heartbeat")
        beats = joined.text.count(": heartbeat"), catching_up.text.count(": heartbeat")
        await in_database(make_section, title="Meanwhile")
        await asyncio.sleep(1.5)
        assert joined.text.count(": heartbeat") > beats[0]
        assert catching_up.text.count(": heartbeat") > beats[1]
        down.clear()
        for client in (joined, catching_up):
            await client.until("/meanwhile/")
        await in_database(make_section, title="Afterwards")
        for client in (joined, catching_up):
            await client.until("/afterwards/")
            assert client.text.count("event: change") == 2 and not client.has_ended

    with caplog.at_level(logging.INFO, "api.stream"):
        scenario(play)
    assert len(tries) > 3
    lines = [record for record in caplog.records if record.name == "api.stream.log_reader"]
    assert [line.levelname for line in lines] == ["ERROR", "INFO"]
    assert lines[0].getMessage().endswith(": the server closed the connection") and not lines[0].exc_info


def test_a_fault_in_the_code_is_logged_with_its_place(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    failures = iter([ValueError("a row that nobody expected")])

    def call(*arguments: Any) -> Any:
        for failure in failures:
            raise failure
        return read_batch(*arguments)

    monkeypatch.setattr(log_reader, "read_batch", call)
    told: list[Batch] = []
    reader = LogReader(lambda: (), told.append)
    reader.start()
    deadline = time.monotonic() + 15
    while not told and time.monotonic() < deadline:
        time.sleep(0.05)
    reader.stop()
    reader.join(10)
    assert told and not reader.is_alive()
    (line,) = [record for record in caplog.records if record.name == "api.stream.log_reader"]
    assert line.exc_info is not None


def test_a_commit_wakes_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL notifies")
    monkeypatch.setattr(log_reader, "INTERVAL", 30)
    told: list[Batch] = []
    reader = LogReader(lambda: (None,), told.append)
    reader.start()
    deadline = time.monotonic() + 10
    while not told and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)
    make_section(title="News")
    deadline = time.monotonic() + 10
    while len(told) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [batch.sequence for batch in told][-1] == ChangeCounter.objects.get().sequence
    reader.stop()
    notify(CHANNEL)
    reader.join(10)
    assert not reader.is_alive()


def test_what_is_rolled_back_wakes_nobody() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL notifies")
    waiter = Waiter("a channel of a test")
    woken: list[bool] = []

    def wait() -> None:
        waiter.listen()
        begun.set()
        for _ in range(2):
            began = time.monotonic()
            waiter.wait(1.5, threading.Event())
            woken.append(time.monotonic() - began < 1.2)
        connection.close()

    begun = threading.Event()
    thread = threading.Thread(target=wait)
    thread.start()
    begun.wait(10)
    with transaction.atomic():
        notify("a channel of a test")
        transaction.set_rollback(True)
    time.sleep(2)
    notify("a channel of a test")
    thread.join(10)
    assert woken == [False, True]


# The hub


def chunk(*sequences: int) -> Chunk:
    return Chunk(sequences[-1], tuple((sequence, f"event {sequence};".encode()) for sequence in sequences))


async def waiting(client: Follower) -> str:
    """Return what waits for a client."""
    found = []
    while client._waiting:
        what = await client.take()
        found.append(what.body.decode() if isinstance(what, Chunk) else what.name)
    return "".join(found)


def test_who_is_ahead_of_a_batch_gets_the_rest_of_it() -> None:
    hub = Hub()
    hub.tell(Batch(None, 10))
    level, ahead, far_ahead = (Follower(None, sequence) for sequence in (10, 12, 14))
    for client in (level, ahead, far_ahead):
        hub.join(client)
    hub.tell(Batch(10, 13, {None: chunk(11, 12, 13)}))
    hub.tell(Batch(13, 15, {None: chunk(14, 15)}))
    told = [asyncio.run(waiting(client)) for client in (level, ahead, far_ahead)]
    assert told == [
        "event 11;event 12;event 13;event 14;event 15;",
        "event 13;event 14;event 15;",
        "event 15;",
    ]


@pytest.mark.parametrize(
    "batch",
    [
        pytest.param(Batch(10, 12), id="read before its first client came"),
        pytest.param(Batch(None, 3), id="of a log that begins anew"),
        pytest.param(Batch(11, 12, {None: chunk(12)}), id="with a gap before it"),
    ],
)
def test_what_a_batch_cannot_tell_is_read_from_the_log(batch: Batch) -> None:
    hub = Hub()
    hub.tell(Batch(None, 10))
    client = Follower(None, 10)
    hub.join(client)
    hub.tell(batch)
    assert asyncio.run(waiting(client)) == "CATCH_UP"
    assert len(hub) == 0


def test_who_stays_ahead_of_the_log_reads_another_one() -> None:
    hub = Hub()
    hub.tell(Batch(None, 10))
    client, level = Follower(None, 11), Follower(None, 10)
    for each in (client, level):
        hub.join(each)
    hub.beat()
    assert asyncio.run(waiting(client)) == "CATCH_UP"
    assert asyncio.run(waiting(level)).startswith(": heartbeat\nid: ")


def test_what_waits_for_a_client_is_bounded() -> None:
    client = Follower(None, 0)
    taken = [client.put(chunk(number)) for number in range(1, MAXIMUM_WAITING + 10)]
    assert taken == [True] * MAXIMUM_WAITING + [False] * 9
    assert len(client._waiting) == 1
    assert asyncio.run(client.take()) is Notice.BEHIND


# Where no stream runs


@pytest.fixture
def ordinary(client: Client) -> Iterator[Callable[..., Any]]:
    yield lambda **query: client.get(PATH, query, headers={"accept": "text/event-stream"})


def test_a_process_without_a_stream_says_so(ordinary: Any) -> None:
    response = ordinary()
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert "/api/v2/changes/" in response.json()["detail"]
    assert ordinary(since="x").status_code == 400


@override_settings(STREAM_URL="https://stream.example.org/api/v2/changes/stream/")
def test_or_leads_to_it(ordinary: Any) -> None:
    for response, query in (
        (ordinary(), "site=www.example.org%3A443"),
        (ordinary(since=since(0)), f"since={since(0).replace(':', '%3A')}&site=www.example.org%3A443"),
    ):
        assert (response.status_code, response["Cache-Control"]) == (307, "no-store")
        assert response["Location"] == f"https://stream.example.org/api/v2/changes/stream/?{query}"
        assert response["Access-Control-Allow-Origin"] == "*"
    assert ordinary(site="nowhere.example.org").status_code == 400
