"""A client of server-sent events over a real connection, which shares no code with the server."""

import http.client
import json
import time
from dataclasses import dataclass
from typing import Any

PATH = "/api/v2/changes/stream/"


@dataclass
class Event:
    name: str
    id: str
    data: Any


class EventSource:
    """A stream that is open until the end of the block."""

    def __init__(self, port: int, query: str = "", path: str = PATH, **headers: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("GET", path + query, headers={"Accept": "text/event-stream", **named})
        self._response = self._connection.getresponse()
        self.status = self._response.status
        self.headers = {name.lower(): value for name, value in self._response.getheaders()}
        self.last_id = ""
        self.has_ended = False

    def __enter__(self) -> "EventSource":
        try:
            assert self.status == 200, self._response.read()
            assert self.headers["content-type"] == "text/event-stream"
            # The stream begins with where it is.
            assert self.block() is None and self.last_id
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._response.close()
        self._connection.close()

    def problem(self) -> Any:
        assert self.headers["content-type"] == "application/problem+json"
        found = json.loads(self._response.read())
        self.close()
        return found

    def block(self) -> Event | None:
        """Return the next block: an event, or ``None`` if it is only an id or a comment, or the stream has ended."""
        name, data = "message", ""
        while line := self._response.readline().decode():
            field, _, value = line.rstrip("\n").partition(": ")
            if line == "\n":
                return Event(name, self.last_id, json.loads(data)) if data else None
            if field == "id":
                self.last_id = value
            elif field == "event":
                name = value
            elif field == "data":
                data += value
        self.has_ended = True
        return None

    def next(self, seconds: float = 15) -> Event:
        """Return the next event."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.has_ended:
            if event := self.block():
                return event
        raise AssertionError("There is no further event.")

    def until(self, sequence: int) -> list[Event]:
        """Return the events up to the one of a sequence."""
        found = [self.next()]
        while found[-1].data["sequence"] < sequence:
            found.append(self.next())
        return found
