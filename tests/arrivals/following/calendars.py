"""A calendar on this machine, as somebody else serves and changes it."""

import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.utils import timezone


class ServedCalendar:
    """A calendar at ``address``. ``entries`` maps each UID to the lines of its event; ``body`` replaces all of it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.entries: dict[str, dict[str, str]] = {}
        self.status = 200
        self.location = ""
        self.etag = ""
        self.body: bytes | None = None
        self.requests: list[dict[str, str]] = []

    def add(self, uid: str, title: str, *, days: int = 30, **lines: str) -> None:
        """Add an event from 19:00 to 21:00 in some days, in a town hall if nothing else is said."""
        day = timezone.localdate() + datetime.timedelta(days=days)
        self.entries[uid] = {
            "SUMMARY": title,
            "DTSTART;TZID=America/New_York": f"{day:%Y%m%d}T190000",
            "DTEND;TZID=America/New_York": f"{day:%Y%m%d}T210000",
            "LOCATION": "Town hall",
            **lines,
        }

    def content(self) -> bytes:
        """Return the file."""
        if self.body is not None:
            return self.body
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//"]
        for uid, entry in self.entries.items():
            stamp = "DTSTAMP:20260101T000000Z"
            lines += ["BEGIN:VEVENT", f"UID:{uid}", stamp, *(f"{name}:{value}" for name, value in entry.items())]
            lines += ["END:VEVENT"]
        return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@contextmanager
def served_calendar() -> Iterator[ServedCalendar]:
    """Serve a calendar."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.requests.append(dict(self.headers))
            is_moved = bool(served.location) and self.path != served.location
            is_same = bool(served.etag) and self.headers.get("If-None-Match") == served.etag
            body = b"" if is_moved or is_same or served.status != 200 else served.content()
            self.send_response(301 if is_moved else 304 if is_same else served.status)
            if is_moved:
                self.send_header("Location", served.location)
            if served.etag:
                self.send_header("ETag", served.etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = ServedCalendar(f"http://127.0.0.1:{server.server_port}/calendar.ics")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield served
        server.shutdown()
