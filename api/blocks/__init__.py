"""The blocks of a body, one definition each."""
