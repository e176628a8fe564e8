"""A database that a benchmark fills and that is gone afterwards."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


@contextmanager
def scratch_database() -> Iterator[str]:
    """Set Django up on an empty, migrated database and yield its vendor.

    It is a SQLite file, or where ``DATABASE_URL`` is set a PostgreSQL database beside the one named there, with
    ``test_`` before its name.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    import django

    django.setup()
    from django.db import connection

    print("Migrating an empty database ...", file=sys.stderr)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield connection.vendor
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def environment() -> dict[str, str]:
    """Return what leads another process with ``benchmarks.settings`` to the database and the files of this one."""
    from django.conf import settings
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return {"DATABASE_URL": url, "DATA_DIR": str(settings.DATA_DIR)}
