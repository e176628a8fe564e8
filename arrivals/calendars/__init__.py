"""Calendars in the iCalendar format, and events as action platforms export them."""
