"""Programs that are run in processes of their own, to be killed at any instant."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django
from django.conf import settings
from django.db import connection


def serve(program: Callable[[int], None]) -> None:
    """For each number that is read, begin a process that runs the program with it, and print the id of the process."""
    django.setup()
    # What is loaded once need not be loaded by every process.
    import tests.content  # noqa: F401

    print("ready", flush=True)
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            program(int(line))
            os._exit(0)
        print(process, flush=True)
        os.waitpid(process, 0)


class Program:
    """A program whose processes can be begun, one after the other."""

    def __init__(self, server: "subprocess.Popen[str]") -> None:
        assert server.stdin and server.stdout
        self._stdin, self._stdout = server.stdin, server.stdout

    def begin(self, number: int) -> int:
        """Begin a process, and return its id. The one before must have ended."""
        # The connection is not shared, but a lock of this process would be waited for.
        connection.close()
        self._stdin.write(f"{number}\n")
        self._stdin.flush()
        return int(self._stdout.readline())


def on_test_database() -> dict[str, str]:
    """Return the environment of a process that uses the database of the tests."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        account = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT'] or 5432}"
        url = f"postgres://{account}/{database['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}


@contextmanager
def killable(module: str) -> Iterator[Program]:
    """Run a module that calls ``serve`` on the database of the tests, until the end of the block."""
    with subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=settings.BASE_DIR,
        env=on_test_database(),
    ) as server:
        assert server.stdout and server.stdout.readline() == "ready\n"
        yield Program(server)
        server.kill()
