"""Writes a copy of what is stored about a person."""
