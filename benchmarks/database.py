"""A temporary database for a benchmark."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


@contextmanager
def scratch_database() -> Iterator[str]:
    """Set up Django on an empty, migrated database, yield its vendor, and delete it afterwards.

    It is a SQLite file or, if ``DATABASE_URL`` is set, a PostgreSQL database on the same server, whose name has the
    prefix ``test_``.
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
    """Return the variables that give a process with ``benchmarks.settings`` the database and files of this one."""
    from django.conf import settings
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return {"DATABASE_URL": url, "DATA_DIR": str(settings.DATA_DIR)}
