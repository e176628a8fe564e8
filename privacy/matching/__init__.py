"""Finds a name in any text, however it is written there, and replaces it."""
