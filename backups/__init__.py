"""Backups of a whole installation, and how they are restored."""
