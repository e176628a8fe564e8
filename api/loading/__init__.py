"""Loads everything that a response refers to in bulk."""
