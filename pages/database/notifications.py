"""Wake a waiting process when a transaction commits, where the database can: PostgreSQL's ``NOTIFY`` and ``LISTEN``.

Whoever waits must look at the database after each wait, whatever ended it: SQLite has no notifications, a connection
pool may lose them, and several may arrive as one.
"""

import threading
from typing import Any

from django.db import connection


def notify(channel: str) -> None:
    """Wake those who wait for a channel when the current transaction commits; never if it is rolled back."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {connection.ops.quote_name(channel)}")


class Waiter:
    """Waits for notifications of a channel, on the connection of the thread that uses it."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self._listening: Any = None

    def listen(self) -> None:
        """Have notifications kept from now on, until ``wait`` takes them. Look at the database only after this."""
        if connection.vendor != "postgresql":
            return
        connection.ensure_connection()
        # A connection that was opened anew listens to nothing.
        if self._listening is not connection.connection:
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {connection.ops.quote_name(self._channel)}")
            self._listening = connection.connection

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Return upon a notification, after ``seconds``, or if ``stop`` is set; PostgreSQL notices that only then."""
        if self._listening is None:
            stop.wait(seconds)
            return
        with connection.wrap_database_errors:
            for _ in self._listening.notifies(timeout=seconds, stop_after=1):
                pass
