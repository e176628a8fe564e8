"""Events."""

from api.views.pages import PageDetailView, PageFindView, PageListView
from pages.models import EventPage


class EventListView(PageListView):
    """Events in the order in which they start. There is no hidden window: past events are listed too."""

    model = EventPage
    default_order = "starts_at"


class EventDetailView(PageDetailView):
    """One event by its id."""

    model = EventPage


class EventFindView(PageFindView):
    """One event by its path."""

    model = EventPage
