"""Full-text search of public content by the database's own engine: SQLite's FTS5 or PostgreSQL's text search."""
