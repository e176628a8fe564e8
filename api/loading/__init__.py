"""Everything that a response refers to, loaded in bulk."""
