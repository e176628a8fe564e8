"""Makes an archive."""
