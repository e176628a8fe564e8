"""The routes of the feeds."""

from collections.abc import Iterator

from django.urls import URLPattern, path, re_path

from api.feeds.calendar_views import calendar_views
from api.feeds.entry_views import FEED_FORMATS, entry_feed_view
from api.registry.page_types import endpoints, page_types
from api.views.not_found import NotFoundView

app_name = "feeds"


def feed_patterns() -> Iterator[URLPattern]:
    """Yield the routes of the feeds and calendars of every page type with an endpoint."""
    for endpoint, model in endpoints().items():
        for suffix in FEED_FORMATS:
            yield path(f"{endpoint}.{suffix}", entry_feed_view(model, suffix).as_view(), name=f"{endpoint}.{suffix}")
        if page_types()[model].calendar is not None:
            of_many, of_one = calendar_views(model)
            yield path(f"{endpoint}.ics", of_many.as_view(), name=f"{endpoint}.ics")
            # Up to 18 digits fit any database's integers.
            yield re_path(rf"^{endpoint}/(?P<key>[0-9]{{1,18}})\.ics$", of_one.as_view(), name=f"{endpoint}.item.ics")


urlpatterns = [*feed_patterns(), re_path("", NotFoundView.as_view())]
