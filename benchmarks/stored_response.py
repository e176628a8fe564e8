"""``python -m benchmarks.stored_response``: what a stored response takes in one process, without a server around it.

It is for comparing two commits, or settings: with DATABASE_URL, an empty database is migrated; with the same address in
DATABASE_REPLICA_URL, it is read as a replica would be. Without, it is a new file of SQLite.
"""

import os
import time
from tempfile import TemporaryDirectory
from typing import Any
from wsgiref.util import setup_testing_defaults

ROUNDS, REQUESTS = 30, 500


def main() -> None:
    """Print the least microseconds of CPU of a response, and whether it came from the store and a replica."""
    with TemporaryDirectory() as folder:
        ours = {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "DEBUG": "off", "LOG_LEVEL": "ERROR", "RELEASE": "x"}
        os.environ |= {**ours, "DATA_DIR": folder}

        import django

        django.setup()

        from django.core.management import call_command

        call_command("migrate", verbosity=0)

        from api.replicas.replicas import replicas
        from cms.wsgi import application

        begun: list[Any] = []

        def ask() -> None:
            asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/api/v2/posts/", "HTTP_HOST": "localhost"}
            setup_testing_defaults(asked)
            begun.clear()
            application(asked, lambda status, headers, error=None: begun.append(headers))  # type: ignore[arg-type]

        ask()
        if found := replicas():
            found.all[0].wait(10)
        times = []
        for _ in range(ROUNDS):
            started = time.process_time()
            for _ in range(REQUESTS):
                ask()
            times.append((time.process_time() - started) / REQUESTS)
        where = dict(begun[0])["Cache-Status"]
        source = found.choose() if found else None
        print(f"{min(times) * 1e6:.1f} µs, {where}, from {source or 'the primary'}")


if __name__ == "__main__":
    main()
