"""Calendars in the iCalendar format: the file, its time zones, and when an event takes place."""
