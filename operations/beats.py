"""Writes the heartbeats of loops."""

import datetime
import os
import socket
import threading
import time
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from operations.models import Heartbeat

#: Seconds between two heartbeats of a loop that one process writes.
EVERY = 10

_lock = threading.Lock()
#: When this process last wrote the heartbeat of each loop: monotonic times in seconds.
_written: dict[str, float] = {}


def beat(name: str, **_: Any) -> None:
    """Note that the loop ``name`` has just done its work. Receives the ``beaten`` signal.

    Writes at most every ten seconds. Raises ``DatabaseError`` if the database fails; the next call then tries again.
    """
    now = time.monotonic()
    with _lock:
        if name in _written and now - _written[name] < EVERY:
            return
    owner = f"{socket.gethostname()[:40]} {os.getpid()}"
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now(), "owner": owner})
    with _lock:
        _written[name] = now


def silent_for(name: str, since: float) -> float:
    """Return for how many seconds a loop of this process has written no heartbeat.

    ``since`` is when it began, as a monotonic time in seconds: it counts while there was no heartbeat.
    """
    with _lock:
        return time.monotonic() - _written.get(name, since)


def last_beats() -> Mapping[str, datetime.datetime]:
    """Return when each loop last did its work; loops that never did are left out. One query."""
    return dict(Heartbeat.objects.values_list("name", "at"))


def forget_beats() -> None:
    """Have every loop write its next heartbeat at once."""
    with _lock:
        _written.clear()
