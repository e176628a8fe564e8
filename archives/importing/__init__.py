"""Brings an archive into an installation."""
