"""The stream of changes in a process of its own, on the database of the tests."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.killable import on_test_database
from tests.servers import free_port, serving


@contextmanager
def running_stream(**variables: str) -> Iterator[tuple[int, Any]]:
    """Yield the port of a process with the stream, and the process."""
    port = free_port()
    environment = {
        **on_test_database(),
        # Those of the tests read no other variables.
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATA_DIR": str(settings.DATA_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "off",
        **variables,
    }
    command = (sys.executable, "manage.py", "run_stream", "--port", str(port))
    with serving(*command, port=port, directory=Path(settings.BASE_DIR), **environment) as process:
        yield port, process
