"""The engine ``pages.database.postgresql``."""
