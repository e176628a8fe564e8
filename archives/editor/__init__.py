"""Exports in the admin."""
