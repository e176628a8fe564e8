"""Who did what, and who signed in or failed to, as one list."""
