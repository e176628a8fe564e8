"""One front door: what is at a path of the frontend."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from api.building.records import build_records
from api.content.people_section import person_at
from api.loading.related_objects import RelatedObjects
from api.requests import parameters
from api.requests.parameters import Parameter
from api.requests.problems import InvalidParameters, ParameterError
from api.resolve.locations import Location
from api.resolve.resolution import Resolution
from api.resolve.suggestions import suggestions
from api.serializers.record import PersonSerializer
from api.tags.dependencies import forbid_storing
from api.views.pages import DETAIL_PARAMETERS, PageView
from pages.models import Person
from pages.urls.ancestor_path import AncestorPath
from pages.urls.withdrawals import is_gone

PATH = Parameter(
    "path", parameters.bounded_path(), "A path on the frontend, with its query string if it has one.", required=True
)


class ResolveView(PageView):
    """What a frontend answers at a path: a page, a person, a redirect, or that there is nothing. Always 200."""

    parameters = (*DETAIL_PARAMETERS, PATH)

    def get(self, request: Request) -> Response:
        """Answer with the outcome."""
        if PATH.name not in self.query:
            raise InvalidParameters([ParameterError(PATH.name, "missing", "resolve takes path.")])
        asked = Location.parse(self.query[PATH.name])
        page = self.page_at(asked.path)
        if page is not None:
            return Response({"outcome": "page", "page": self.detail_of(page).data})
        resolution = Resolution(asked, self.visibility, self.queryset(Page))
        person = person_at(asked.path, self.visibility)
        if person is not None:
            return Response({"outcome": "person", "person": self._person(person)})
        if resolution.destination is not None:
            permanent = resolution.destination.permanent
            location = str(resolution.destination.location)
            status = 301 if permanent else 302
            return Response({"outcome": "redirect", "location": location, "permanent": permanent, "status": status})
        return Response(self._nothing(asked, resolution))

    def _person(self, person: Person) -> dict[str, Any]:
        options = {name: self.query[name] for name in ("crops", "rich_text_format") if name in self.query}
        # Whole, since what ``fields`` asks for are fields of pages.
        selection = PersonSerializer.selection(None, detail=True)
        return build_records(PersonSerializer, [person], selection, self.visibility, **options)[0]

    def _nothing(self, asked: Location, resolution: Resolution) -> dict[str, Any]:
        # Paths at which there is nothing have no end, and what is suggested changes with every page.
        forbid_storing()
        if self.visibility.site is None:
            return {"outcome": "not_found", "suggestions": []}
        public_pages = self.queryset(Page)
        trail = AncestorPath(self.visibility.paths, public_pages, asked.path)
        redirects = [found.redirect for found in resolution.redirects]
        gone = is_gone(asked.path, trail, redirects, self.visibility)
        related = RelatedObjects(self.visibility, self.query.get("crops", ()))
        links = suggestions(asked.path, trail, public_pages, related)
        return {"outcome": "gone" if gone else "not_found", "suggestions": links}
