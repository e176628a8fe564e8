"""The former URLs of pages that were moved or removed: redirects, and a record of withdrawn paths."""
