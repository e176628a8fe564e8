"""Serve the public content to agents, over the Model Context Protocol."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

#: Seconds for which a connection without a request stays open.
KEEP_ALIVE = 5


class Command(BaseCommand):
    """``manage.py run_mcp_server``: serve ``/mcp`` until SIGINT or SIGTERM."""

    help = "Serve public content to agents (Model Context Protocol) at /mcp, until SIGINT or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="The address to listen on (default 127.0.0.1).")
        parser.add_argument("--port", type=int, default=8002, help="The port to listen on (default 8002).")

    def handle(self, *arguments: Any, **options: Any) -> None:
        try:
            import uvicorn

            from api.agents.server import make_application
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "uvicorn"):
                raise
            raise CommandError(
                'The server needs a package that is not installed: pip install "mcp>=2.3,<3".'
            ) from error
        threads = settings.MCP_CONCURRENCY
        uvicorn.run(
            make_application(threads, settings.MCP_ALLOWED_HOSTS, settings.MCP_ALLOWED_ORIGINS),
            host=options["host"],
            port=options["port"],
            lifespan="on",
            log_level="warning",
            ws="none",
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE,
            # Beyond it, 503. Those who wait for a thread, and those who hold a connection and ask nothing, count too.
            limit_concurrency=threads * 8,
        )
