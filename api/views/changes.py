"""The public changes of a site since a cursor."""

from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Site

from api.changes.cursors import changes_cursor, changes_sequence, is_cursor_of, require_changes_after
from api.changes.public_changes import read_part
from api.lists.pagination import DEFAULT_LIMIT, LIMIT
from api.models import ChangeCounter
from api.requests import parameters
from api.requests.parameters import Group, Parameter
from api.schema.components import Components, Schema, object_of
from api.serializers.change import ChangeShape
from api.views.base import SiteView

SINCE = Parameter(
    "since", parameters.bounded_text(2000), "Continue from the cursor of an earlier response.", group=Group.PAGINATION
)


class ChangesView(SiteView):
    """What was published, unpublished, moved, deleted or updated on a site since a cursor was issued.

    Without a cursor, the response has the cursor to start from. Changes come in the order in which they were made. If
    a response is not complete, request the rest with its cursor.
    """

    has_perspectives = False
    further_statuses = (410,)
    parameters = (SINCE, LIMIT)

    def response_schema(self, components: Components) -> Schema:
        described: dict[str, Schema] = {
            "cursor": {"type": "string"},
            "complete": {"type": "boolean"},
            "items": {"type": "array", "items": components.field(ChangeShape())},
        }
        return components.component("Changes", lambda: object_of(described))

    def get(self, request: Request) -> Response:
        """Return the changes, or the cursor to start from."""
        site = self.visibility.site
        # Read first: whatever is committed after this has a later sequence.
        counter = ChangeCounter.current()
        if SINCE.name not in self.query:
            return Response({"cursor": changes_cursor(site, counter.sequence), "complete": True, "items": []})
        since = changes_sequence(self.query[SINCE.name], site, SINCE.name)
        require_changes_after(since, counter, SINCE.name)
        part = read_part(self.visibility, counter, since, self.query.get(LIMIT.name, DEFAULT_LIMIT))
        cursor = changes_cursor(site, part.sequence)
        return Response({"cursor": cursor, "complete": part.complete, "items": part.items})

    def is_followed(self, site: Site) -> bool:
        # Who follows a site must learn that its pages were withdrawn.
        return SINCE.name in self.query and is_cursor_of(site, self.query[SINCE.name])
