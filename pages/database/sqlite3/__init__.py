"""The engine ``pages.database.sqlite3``."""
