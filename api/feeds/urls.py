"""The routes of the feeds."""

from django.urls import path, re_path

from api.feeds.views import (
    EventCalendarListView,
    EventCalendarView,
    EventRssView,
    PostAtomView,
    PostJsonView,
    PostRssView,
)
from api.views.index import NothingView

app_name = "feeds"

urlpatterns = [
    path("posts.rss", PostRssView.as_view(), name="posts.rss"),
    path("posts.atom", PostAtomView.as_view(), name="posts.atom"),
    path("posts.json", PostJsonView.as_view(), name="posts.json"),
    path("events.rss", EventRssView.as_view(), name="events.rss"),
    path("events.ics", EventCalendarListView.as_view(), name="events.ics"),
    # Digits, few enough for any database's integers.
    re_path(r"^events/(?P<key>[0-9]{1,18})\.ics$", EventCalendarView.as_view(), name="event.ics"),
    re_path("", NothingView.as_view()),
]
