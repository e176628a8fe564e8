"""A proxy for connections of TCP that can be cut, for tests of what happens when something is down."""

import contextlib
import socket
import threading


class Proxy:
    """Passes on what comes to ``port`` of this machine, until it is told otherwise. A context manager."""

    def __init__(self, host: str, port: int) -> None:
        self._upstream = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._mode = "open"
        #: How many connections were made.
        self.connections = 0

    def __enter__(self) -> "Proxy":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        # Wakes the thread that waits for connections.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def cut(self) -> None:
        """End all connections, and each new one at once."""
        self._become("cut")

    def swallow(self) -> None:
        """End all connections. New ones are made, but nothing that is sent on them is ever answered."""
        self._become("swallow")

    def mend(self) -> None:
        """Pass everything on again."""
        self._become("open")

    def _become(self, mode: str) -> None:
        with self._lock:
            self._mode = mode
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
                connection.close()
            self._open.clear()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                if self._mode == "cut":
                    client.close()
                    continue
                self._open.append(client)
                if self._mode == "swallow":
                    continue
                upstream = socket.create_connection(self._upstream)
                self._open.append(upstream)
            for source, target in ((client, upstream), (upstream, client)):
                threading.Thread(target=_pass_on, args=(source, target), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
