"""Builds the JSON of objects."""
