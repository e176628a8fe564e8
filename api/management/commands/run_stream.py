"""Serve the stream of changes."""

import resource
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.log import LogLevels

#: Files that the process has open apart from its clients.
OTHER_FILES = 100
#: Requests that are refused at the same time because all places are taken.
REFUSED = 100


class Command(BaseCommand):
    """``manage.py run_stream``: serve ``/api/v2/changes/stream/`` until SIGINT or SIGTERM."""

    help = "Serve /api/v2/changes/stream/ to up to STREAM_CLIENTS clients, until SIGINT or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="The address to listen on (default 127.0.0.1).")
        parser.add_argument("--port", type=int, default=8001, help="The port to listen on (default 8001).")

    def handle(self, *arguments: Any, **options: Any) -> None:
        self._allow_files(settings.STREAM_CLIENTS + OTHER_FILES)
        module, _, name = settings.ASGI_APPLICATION.rpartition(".")
        Granian(
            f"{module}:{name}",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.ASGI,
            loop=Loops.asyncio,
            # Over HTTP/2, one connection would count as one client and could hold hundreds.
            http=HTTPModes.http1,
            websockets=False,
            backlog=4096,
            # A stream counts as a request for as long as it is open.
            backpressure=settings.STREAM_CLIENTS + REFUSED,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
        ).serve()

    def _allow_files(self, number: int) -> None:
        """Let this process and the one it starts have so many files open, since each client is one."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        unlimited = hard == resource.RLIM_INFINITY
        wanted = number if unlimited else min(number, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        if not unlimited and hard < number:
            self.stderr.write(f"This process may open {hard} files; STREAM_CLIENTS needs {number} (ulimit -n).")
