"""The ASGI application of the stream. It serves nothing else but paths that say how it is."""

import asyncio
import logging
import os
import random
import signal
import threading
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from wagtail.models import Site

from api.changes.cursors import changes_cursor
from api.requests.problems import DATABASE_FAILURES, problem_response
from api.stream.chunks import Chunk, behind_chunk
from api.stream.events import heartbeat, opening
from api.stream.follower import Follower, Notice
from api.stream.hub import Batch, Hub, Key
from api.stream.log_reader import LogReader
from api.stream.log_reading import SiteGone, read_chunk
from api.views.change_stream import STREAMING, EventStream
from pages.database.statement_timeout import statement_timeout

logger = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

#: Seconds between two heartbeats.
HEARTBEATS = 15.0
#: Seconds after which a client that takes nothing is gone.
SEND_TIMEOUT = 60.0
#: Milliseconds after which browsers connect again, so that not all of them do so at once.
RETRY = (1000, 5000)
#: Threads, each with a connection to the database, that check requests and read what clients have missed.
THREADS = 4
#: Seconds for which clients that have missed the same share what was read of it.
SHARED = 1.0
#: Seconds that the last bytes have to leave the process when it is stopped.
FAREWELL = 0.5


class StreamApplication:
    """Serves the stream, and the paths of ``also``, as Django would.

    Requests are checked by the view of the stream, in a thread. From there on a client costs the event loop a queue:
    one thread reads the log for all of them.
    """

    def __init__(self, also: Collection[str] = ()) -> None:
        self._stream = reverse("api:changes_stream")
        self._paths = {self._stream, *also}
        self._handler = BaseHandler()
        self._handler.load_middleware()
        self._threads = ThreadPoolExecutor(THREADS, "stream")
        self._hub = Hub()
        self._clients = 0
        self._ending = asyncio.Event()
        self._sites: dict[int, Site] = {}
        self._parts: dict[tuple[Key, int], asyncio.Future[Chunk]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)
        else:
            await send({"type": "websocket.close"})

    # The process

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        loop = asyncio.get_running_loop()

        def tell(batch: Batch) -> None:
            loop.call_soon_threadsafe(self._tell, batch)

        reader = LogReader(self._hub.sites, tell)
        reader.start()
        beating = loop.create_task(self._beat())
        if threading.current_thread() is threading.main_thread():
            # Servers wait for open responses before they say that it is over, and these would be open for good.
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, self._interrupt)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._end()
        beating.cancel()
        reader.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEATS)
            self._hub.beat()

    def _tell(self, batch: Batch) -> None:
        if batch.after is None:
            # What was read of another log.
            self._parts.clear()
        self._hub.tell(batch)

    def _end(self) -> None:
        self._ending.set()
        self._hub.end()

    def _interrupt(self) -> None:
        """End all streams, and then the process as SIGTERM would have without this handler."""
        loop = asyncio.get_running_loop()
        self._end()
        loop.remove_signal_handler(signal.SIGTERM)
        loop.call_later(FAREWELL, os.kill, os.getpid(), signal.SIGTERM)

    # A request

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            request = ASGIRequest(scope, BytesIO())
        except UnicodeDecodeError:
            await _send_response(problem_response(HttpRequest(), 400), send)
            return
        if request.path_info not in self._paths:
            await _send_response(problem_response(request, 404), send)
        elif request.path_info != self._stream or request.method != "GET":
            await _send_response(await self._in_thread(self._respond, request), send)
        elif self._clients >= settings.STREAM_CLIENTS or self._ending.is_set():
            await _send_response(problem_response(request, 503), send)
        else:
            self._clients += 1
            try:
                response = await self._in_thread(self._respond, request)
                if not isinstance(response, EventStream):
                    await _send_response(response, send)
                    return
                follower = self._follower(response)
                await _start(response, send)
                # They are large, and the stream may last for days.
                del request, response
                await self._follow(follower, receive, send)
            finally:
                self._clients -= 1

    def _respond(self, request: ASGIRequest) -> HttpResponseBase:
        """Return the response of the project to a request."""
        request_started.send(type(self), scope=request.scope)
        request.META[STREAMING] = True
        response = self._handler.get_response(request)
        # Which sends the signal that the request is finished.
        response.close()
        return response

    def _in_thread(self, function: Callable[..., Any], *arguments: Any) -> Awaitable[Any]:
        return asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    # A stream

    def _follower(self, response: EventStream) -> Follower:
        site = response.site
        # All clients of a site share what was read of it.
        return Follower(self._sites.setdefault(site.pk, site) if site else None, response.sequence)

    async def _follow(self, follower: Follower, receive: Receive, send: Send) -> None:
        watching = asyncio.create_task(_until_disconnected(receive, follower))
        try:
            retry = random.randint(*RETRY)  # noqa: S311
            await _send(opening(changes_cursor(follower.site, follower.sent), retry), send)
            while await self._catch_up(follower, send) and await self._send_waiting(follower, send):
                pass
            await _send(b"", send, more=False)
        except (TimeoutError, OSError):
            logger.debug("A client of the stream is gone.")
        finally:
            self._hub.leave(follower)
            watching.cancel()

    async def _catch_up(self, follower: Follower, send: Send) -> bool:
        """Send what came after the client's sequence, and have the hub queue the rest. Return whether to go on."""
        while True:
            before, was_read = follower.sent, True
            try:
                chunk = await self._part(follower.key, before)
            except SiteGone:
                return False
            except Exception as error:
                if not isinstance(error, DATABASE_FAILURES):
                    logger.exception("What a client of the stream has missed cannot be read.")
                chunk, was_read = Chunk(before, end=heartbeat(changes_cursor(follower.site, before))), False
            if chunk.body:
                await _send(chunk.body, send)
            follower.sent = follower.queued = chunk.sequence
            if self._ending.is_set() or follower.has_ended:
                return False
            if was_read and self._hub.sequence is not None and follower.sent >= self._hub.sequence:
                # Nothing is awaited between the comparison and this, so that no batch is missed.
                self._hub.join(follower)
                return True
            if follower.sent == before:
                await self._pause()

    async def _send_waiting(self, follower: Follower, send: Send) -> bool:
        """Send what the hub queues, until it queues no more. Return whether the client has to catch up then."""
        while isinstance(what := await follower.take(), Chunk):
            await _send(what.body, send)
            follower.sent = what.sequence
        if what is Notice.BEHIND:
            await _send(behind_chunk(follower.site, follower.sent).body, send)
        return what is Notice.CATCH_UP

    async def _part(self, key: Key, after: int) -> Chunk:
        """Return what clients of a site that have got to a sequence are told next; it is read once for all of them."""
        part = self._parts.get((key, after))
        if part is None:
            loop = asyncio.get_running_loop()
            self._parts[key, after] = part = asyncio.ensure_future(self._in_thread(_read_chunk, key, after))
            part.add_done_callback(lambda _: loop.call_later(SHARED, self._forget, (key, after), part))
        return await asyncio.shield(part)

    def _forget(self, key: tuple[Key, int], part: asyncio.Future[Chunk]) -> None:
        if self._parts.get(key) is part:
            del self._parts[key]

    async def _pause(self) -> None:
        """Wait until the log may have been read, or until the process ends."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), random.uniform(1, 2) * SHARED)  # noqa: S311


def _read_chunk(key: Key, after: int) -> Chunk:
    close_old_connections()
    try:
        with statement_timeout(settings.API_STATEMENT_TIMEOUT):
            return read_chunk(key, after)
    finally:
        close_old_connections()


async def _until_disconnected(receive: Receive, follower: Follower) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    follower.end(Notice.END)


async def _start(response: HttpResponseBase, send: Send) -> None:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in response.items()]
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})


async def _send(body: bytes, send: Send, *, more: bool = True) -> None:
    async with asyncio.timeout(SEND_TIMEOUT):
        await send({"type": "http.response.body", "body": body, "more_body": more})


async def _send_response(response: HttpResponseBase, send: Send) -> None:
    await _start(response, send)
    await _send(getattr(response, "content", b""), send, more=False)
