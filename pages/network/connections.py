"""HTTP connections that reach allowed addresses only, and that end at a fixed time."""

import socket
import threading
import time
from contextlib import suppress
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.util.connection import create_connection

from pages.network.guard import connectable_addresses


class Bounds:
    """What holds for one request: where it may go, and until when, in seconds of ``time.monotonic``."""

    def __init__(self, seconds: float, *, allow_private: bool) -> None:
        self.until = time.monotonic() + seconds
        self.allow_private = allow_private
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, connected: socket.socket) -> None:
        """End what a socket is connected to when the time is over."""
        # A copy, since the socket itself passes through several hands: TLS, the connection, the response.
        before, self._socket = self._socket, connected.dup()
        if before is not None:
            before.close()

    def done(self) -> None:
        """Stop watching."""
        self._timer.cancel()
        if self._socket is not None:
            self._socket.close()

    def _end(self) -> None:
        # A receiver that sends a byte now and then never lets a read time out.
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


class _BoundedConnection:
    """A connection to an allowed address of its host."""

    bounds: Bounds
    host: str
    port: int
    timeout: Any
    source_address: Any
    socket_options: Any

    def _new_conn(self) -> socket.socket:
        try:
            addresses = connectable_addresses(self.host, self.port, allow_private=self.bounds.allow_private)
        except OSError as error:
            raise NewConnectionError(self, f"The host {self.host} was not found.") from error  # type: ignore[arg-type]
        problem: OSError | None = None
        for address in addresses:
            try:
                where = (address, self.port)
                connected = create_connection(where, self.timeout, self.source_address, self.socket_options)
            except OSError as error:
                problem = error
            else:
                self.bounds.watch(connected)
                return connected
        raise NewConnectionError(self, f"No connection: {problem}") from problem  # type: ignore[arg-type]


def pool_for(scheme: str, host: str, port: int, bounds: Bounds) -> HTTPConnectionPool:
    """Return a pool for one request to a host, whose connections keep to ``bounds``."""
    base, pool = (HTTPSConnection, HTTPSConnectionPool) if scheme == "https" else (HTTPConnection, HTTPConnectionPool)
    connection = type("BoundedConnection", (_BoundedConnection, base), {"bounds": bounds})
    return type("BoundedPool", (pool,), {"ConnectionCls": connection})(host, port)
