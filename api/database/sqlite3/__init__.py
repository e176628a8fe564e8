"""The engine ``api.database.sqlite3``."""
