"""Server-sent events as bytes (WHATWG HTML, “Server-sent events”)."""

from typing import Any

import orjson

#: A comment, which clients ignore; it keeps proxies from closing a connection on which nothing happens.
COMMENT = b": heartbeat\n"


def event(name: str, cursor: str, data: Any) -> bytes:
    """Return an event from whose cursor clients continue."""
    # JSON of one line, since a line break would end the field.
    return b"event: %b\nid: %b\ndata: %b\n\n" % (name.encode(), cursor.encode(), orjson.dumps(data))


def position(cursor: str) -> bytes:
    """Return what moves clients on to a cursor without an event."""
    return b"id: %b\n\n" % cursor.encode()


def opening(cursor: str, retry: int) -> bytes:
    """Return the beginning of a stream: its cursor, and after how many milliseconds browsers connect again."""
    return b"retry: %d\nid: %b\n\n" % (retry, cursor.encode())


def heartbeat(cursor: str) -> bytes:
    """Return what keeps a connection open, and moves clients on to a cursor without an event."""
    return COMMENT + position(cursor)
