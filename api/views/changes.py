"""The public changes of a site since a cursor."""

from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Site

from api.changes.cursors import changes_cursor, changes_fingerprint
from api.changes.public_changes import PublicChanges, changes_of
from api.lists.pagination import DEFAULT_LIMIT, LIMIT
from api.models import ChangeCounter
from api.requests import parameters
from api.requests.cursors import read_cursor
from api.requests.parameters import Parameter
from api.requests.problems import Gone, InvalidParameters, ParameterError
from api.schema.components import Components, Schema, object_of
from api.serializers.change import ChangeShape
from api.views.base import SiteView

SINCE = Parameter("since", parameters.bounded_text(2000), "Continue from the cursor of an earlier response.")


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
        # Read first: whatever is committed after this has a later sequence.
        counter = ChangeCounter.objects.filter(pk=ChangeCounter.KEY).first() or ChangeCounter()
        if SINCE.name not in self.query:
            return Response({"cursor": self._cursor(counter.sequence), "complete": True, "items": []})
        since = self._since(counter)
        limit = self.query.get(LIMIT.name, DEFAULT_LIMIT)
        beyond = changes_of(self.visibility).filter(sequence__gt=since, sequence__lte=counter.sequence)
        # One row more than requested shows whether there are more.
        found = list(beyond.order_by("sequence")[: limit + 1])
        rows, complete = found[:limit], len(found) <= limit
        last = counter.sequence if complete else rows[-1].sequence if rows else since
        items = PublicChanges(rows, self.visibility).items()
        return Response({"cursor": self._cursor(last), "complete": complete, "items": items})

    def is_followed(self, site: Site) -> bool:
        # Who follows a site must learn that its pages were withdrawn.
        try:
            return SINCE.name in self.query and bool(read_cursor(self.query[SINCE.name], changes_fingerprint(site)))
        except InvalidParameters:
            return False

    def _since(self, counter: ChangeCounter) -> int:
        fingerprint = changes_fingerprint(self.visibility.site)
        (sequence,) = read_cursor(self.query[SINCE.name], fingerprint, SINCE.name).values
        if not counter.compacted <= sequence <= counter.sequence:
            detail = "The log of changes does not hold what came after this cursor. Read everything once more."
            raise Gone(detail, [ParameterError(SINCE.name, "too_old", detail)])
        return int(sequence)

    def _cursor(self, sequence: int) -> str:
        return changes_cursor(self.visibility.site, sequence)
