"""Makes drafts of what arrives, and reports what became of it."""
