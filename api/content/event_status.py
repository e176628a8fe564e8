"""What has become of an event, in words."""

from pages.models import EventPage


def status_label(status: str | None) -> str:
    """Return the words for the status of an event; empty for one that is going ahead as planned, and without one."""
    if not status or status == EventPage.Status.SCHEDULED:
        return ""
    return str(EventPage.Status(status).label)
