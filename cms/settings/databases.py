"""The primary database and its replicas, as Django's ``DATABASES`` has them."""

import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from .environment import env, flag, number, text

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
#: The aliases of replicas, each with a number behind it.
REPLICA = "replica_"


def with_our_engine(database: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a database with our engine in place of Django's, extended by our options.

    The engines are extended with callbacks that run just before a commit: see pages/database/. Raises
    ``ImproperlyConfigured`` for any other database than SQLite and PostgreSQL.
    """
    found = {**database, "ATOMIC_REQUESTS": False, "CONN_MAX_AGE": number("DATABASE_CONNECTION_MAX_AGE", 60)}
    if found.get("ENGINE") == SQLITE:
        # Readers do not wait for the writer (WAL), and a transaction takes the write lock when it begins: a transaction
        # that reads first and then writes would otherwise fail at once instead of waiting for the lock.
        found["ENGINE"] = "pages.database.sqlite3"
        found["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        return found
    if found.get("ENGINE") != POSTGRESQL:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite://.")
    found["ENGINE"] = "pages.database.postgresql"
    found["CONN_HEALTH_CHECKS"] = True
    # No request waits forever for a server that does not respond. Options in the URL take precedence.
    options = found["OPTIONS"] = {
        "connect_timeout": number("DATABASE_CONNECT_TIMEOUT", 2),
        "tcp_user_timeout": number("DATABASE_TCP_TIMEOUT", 5) * 1000,
        **found.get("OPTIONS", {}),
    }
    if flag("DATABASE_PREPARED_STATEMENTS", True):
        # The server plans each statement of `prepared_cursor` once per connection, whatever its values are. By default
        # it would plan short statements on every execution, which takes longer than running them. It would also compile
        # statements with many conditions, such as those about images, for half a second before running them for one
        # millisecond.
        settings_of_session = "-c plan_cache_mode=force_generic_plan -c jit=off"
        options["prepare_threshold"] = 0
        options["options"] = f"{settings_of_session} {options.get('options', '')}".strip()
    if flag("DATABASE_POOL", False):
        # Django's pool replaces persistent connections; it refuses to run with both.
        options["pool"] = True
        found["CONN_MAX_AGE"] = 0
    return found


def replicas_of(primary: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the settings of the replicas in ``DATABASE_REPLICA_URL``, by their aliases.

    URLs are separated by commas or white space. Raises ``ImproperlyConfigured`` unless all lead to PostgreSQL.
    """
    # A URL may hold commas itself: postgres://one,two/cms.
    urls = [url for url in re.split(r"[\s,]+(?=\w+://)", text("DATABASE_REPLICA_URL").strip(" ,\n\t")) if url]
    if urls and primary["ENGINE"] != "pages.database.postgresql":
        raise ImproperlyConfigured("DATABASE_REPLICA_URL needs PostgreSQL in DATABASE_URL.")
    replicas = {}
    for place, url in enumerate(urls, 1):
        if not url.startswith(("postgres://", "postgresql://")):
            # Without the URL, which may hold a password.
            raise ImproperlyConfigured(f"URL {place} in DATABASE_REPLICA_URL must begin with postgres://.")
        # Tests that know of one database see the same rows through all of them.
        replicas[f"{REPLICA}{place}"] = {**with_our_engine(env.db_url_config(url)), "TEST": {"MIRROR": "default"}}
    return replicas
