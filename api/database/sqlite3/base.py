"""What Django loads of the engine."""

from django.db.backends.sqlite3 import base

from api.database.before_commit import BeforeCommit


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    """Django's own, which also keeps the change log."""
