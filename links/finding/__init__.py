"""Finds links in content."""
