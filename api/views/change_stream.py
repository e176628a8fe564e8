"""The stream of the public changes of a site."""

from django.conf import settings
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from wagtail.models import Site

from api.changes.cursors import changes_sequence, is_cursor_of, require_changes_after
from api.models import ChangeCounter
from api.requests.negotiation import EVENT_STREAM, EventStreamNegotiation
from api.schema.components import Components, Schema
from api.views.base import RequestHeader, SiteView
from api.views.changes import SINCE

LAST_EVENT_ID = "Last-Event-ID"
#: The key in ``META`` by which a server says that it goes on with a response where an ``EventStream`` ends.
STREAMING = "coalition_cms.streaming"


class EventStream(StreamingHttpResponse):
    """The beginning of a stream: its headers, and where a server that has ``STREAMING`` goes on from."""

    def __init__(self, site: Site | None, sequence: int) -> None:
        super().__init__((), content_type=EVENT_STREAM)
        self.site = site
        self.sequence = sequence
        self["Cache-Control"] = "no-store"
        # nginx would collect events before it passes them on.
        self["X-Accel-Buffering"] = "no"


class ChangeStreamView(SiteView):
    """The changes of a site as server-sent events, as they are made.

    An `event: change` has a change of `/api/v2/changes/` as its `data`, and as its `id` the cursor behind it. A client
    continues with `Last-Event-ID` or `since`; without either, it starts with the next change. An `event: reset` says
    that the log does not go back as far as `Last-Event-ID`: read everything once more. An `event: behind` ends the
    stream of a client that reads too slowly: connect again, with the last `id`. Where no stream runs, the response is
    404: ask `/api/v2/changes/` now and then instead.
    """

    content_negotiation_class = EventStreamNegotiation
    operation = "follow_changes"
    has_perspectives = False
    further_statuses = (404, 410)
    media_types = (EVENT_STREAM,)
    headers_taken = (RequestHeader(LAST_EVENT_ID, "The id of the last event that the client has seen.", 2000),)
    parameters = (SINCE,)

    def response_schema(self, components: Components) -> Schema:
        return {"type": "string"}

    def get(self, request: Request) -> HttpResponseBase:
        """Return the beginning of the stream, or where it is."""
        site, sequence = self.visibility.site, self._sequence()
        if STREAMING in request.META:
            return EventStream(site, sequence)
        if not settings.STREAM_URL:
            raise NotFound("No stream of changes runs here. Ask /api/v2/changes/ now and then instead.")
        query = request.query_params.copy()
        if site is not None and "site" not in query:
            # The host of the stream need not be that of a site.
            query["site"] = f"{site.hostname}:{site.port}"
        response = HttpResponseRedirect(f"{settings.STREAM_URL}?{query.urlencode()}", preserve_request=True)
        response["Cache-Control"] = "no-store"
        return response

    def is_followed(self, site: Site) -> bool:
        # Who follows a site must learn that its pages were withdrawn.
        cursors = (self.request.headers.get(LAST_EVENT_ID), self.query.get(SINCE.name))
        return any(is_cursor_of(site, cursor) for cursor in cursors if cursor)

    def _sequence(self) -> int:
        """Return the sequence after which the stream starts."""
        site, counter = self.visibility.site, ChangeCounter.current()
        # Browsers send it when they connect again, to an address that may have a cursor from long ago.
        last = self.request.headers.get(LAST_EVENT_ID)
        if last:
            # A browser cannot see a status. If this is too old, an event says so.
            return changes_sequence(last, site, LAST_EVENT_ID)
        if SINCE.name not in self.query:
            return counter.sequence
        since = changes_sequence(self.query[SINCE.name], site, SINCE.name)
        require_changes_after(since, counter, SINCE.name)
        return since
