"""Rows of the database as JSON, and back."""
