"""The stream of changes in a process of its own, on the database of the tests."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tests.servers import free_port, serving


@contextmanager
def running_stream(**variables: str) -> Iterator[tuple[int, Any]]:
    """Yield the port of a process with the stream, and the process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        account = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT'] or 5432}"
        url = f"postgres://{account}/{database['NAME']}"
    port = free_port()
    environment = {
        **os.environ,
        # Those of the tests read no other variables.
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": url,
        "DATA_DIR": str(settings.DATA_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "off",
        **variables,
    }
    command = (sys.executable, "manage.py", "run_stream", "--port", str(port))
    with serving(*command, port=port, directory=Path(settings.BASE_DIR), **environment) as process:
        yield port, process
