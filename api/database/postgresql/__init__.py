"""The engine ``api.database.postgresql``."""
