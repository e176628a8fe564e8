"""Calendars on the web that are read again and again: what is new, what has changed, and who decides on that."""
