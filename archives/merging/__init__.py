"""Brings an archive of some pages into an installation that has content."""
