"""The lines of the log: which request they belong to, what must never be in them, and what is slow."""
