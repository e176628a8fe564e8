"""Import events from calendars."""

from arrivals.management.import_command import ImportCommand


class Command(ImportCommand):
    """``manage.py import_calendar FILE… [--dry-run] [--publish]``."""

    help = "Make drafts of the events in calendars, and of those of Action Network and Mobilize."
    source_names = ("icalendar", "action_events")
