"""The server of the Model Context Protocol in a process of its own, on the database of the tests."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.killable import on_test_database
from tests.servers import free_port, serving


@pytest.fixture(scope="module")
def port(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """The port of the server, which two threads serve."""
    number = free_port()
    with django_db_blocker.unblock():
        # The other process needs the name only, and a connection of this one would be in its way.
        connection.close()
        database = on_test_database()
    environment = {
        **database,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATA_DIR": str(settings.DATA_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "off",
        "MCP_CONCURRENCY": "2",
        "MCP_ALLOWED_HOSTS": "agents.example.org",
        "MCP_ALLOWED_ORIGINS": "https://chat.example.org",
    }
    command = (sys.executable, "manage.py", "run_mcp_server", "--port", str(number))
    with serving(*command, port=number, directory=Path(settings.BASE_DIR), **environment):
        yield number
