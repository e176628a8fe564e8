"""Feeds: the contents of lists for feed readers and calendars."""
