"""The routes of the feeds."""

from django.urls import path, re_path

from api.feeds.views import FEED_FORMATS, EventCalendarListView, EventCalendarView, entry_feed_view
from api.registry.page_types import endpoints
from api.views.index import NotFoundView

app_name = "feeds"

urlpatterns = [
    *(
        path(f"{endpoint}.{suffix}", entry_feed_view(model, suffix).as_view(), name=f"{endpoint}.{suffix}")
        for endpoint, model in endpoints().items()
        for suffix in FEED_FORMATS
    ),
    path("events.ics", EventCalendarListView.as_view(), name="events.ics"),
    # Digits, few enough for any database's integers.
    re_path(r"^events/(?P<key>[0-9]{1,18})\.ics$", EventCalendarView.as_view(), name="event.ics"),
    re_path("", NotFoundView.as_view()),
]
