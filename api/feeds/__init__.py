"""Feeds: what the lists hold, for readers and calendars."""
