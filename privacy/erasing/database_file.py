"""Removes what databases keep of deleted rows in their files."""

import time

from django.db import OperationalError, connection
from django.db.models import Model

from privacy.tracing.database import full_text_tables

#: Seconds for which other processes may hold up the rewriting of a file.
PATIENCE = 20


class StillInFile(Exception):
    """Raised if the file of the database could not be rewritten; its text is a sentence."""


def merge_full_text_tables() -> None:
    """Have SQLite forget deleted words of its full-text tables, which it keeps until it next merges them."""
    with connection.cursor() as cursor:
        for table in full_text_tables(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")  # noqa: S608


def rewrite_database_file(touched: list[type[Model]]) -> None:
    """Rewrite the file of SQLite without deleted rows, or vacuum the touched tables of PostgreSQL.

    Call it outside any transaction. Raise ``StillInFile`` if other processes use the file for more than 20 seconds.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with connection.cursor() as cursor:
                if connection.vendor == "sqlite":
                    cursor.execute("VACUUM")
                    _empty_log(cursor)
                elif connection.vendor == "postgresql":
                    for table in sorted({model._meta.db_table for model in touched}):
                        cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
            return
        except OperationalError as error:
            if time.monotonic() > until:
                raise StillInFile(
                    f"Other programs use the database ({error}). Its file still holds deleted rows: run this again."
                ) from error
            time.sleep(0.5)


def _empty_log(cursor: object) -> None:
    """Write the log of SQLite into its file and cut it off. Raise ``OperationalError`` if a reader prevents that."""
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
    busy = cursor.fetchone()  # type: ignore[attr-defined]
    if busy and busy[0]:
        raise OperationalError("a reader is at work")
