"""Releases in the admin."""
