"""Resolves any path of the frontend to what is served there."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from api.building.build import shown
from api.building.records import build_records
from api.content.sections import record_at
from api.loading.related_objects import RelatedObjects
from api.registry.kinds import RecordKind, record_kinds
from api.requests import parameters
from api.requests.parameters import Group, Parameter
from api.requests.problems import InvalidParameters, ParameterError
from api.resolve.former_records import FormerRecord
from api.resolve.locations import Location
from api.resolve.resolution import Resolution
from api.resolve.suggestions import suggestions
from api.schema.components import Components, Schema, object_of
from api.shapes.page_link import PageLinkShape
from api.tags.dependencies import forbid_storing
from api.views.pages import DETAIL_PARAMETERS, PageView
from pages.records.record import Record
from pages.urls.ancestor_path import AncestorPath
from pages.urls.withdrawals import is_gone

PATH = Parameter(
    "path",
    parameters.bounded_path(),
    "A path on the frontend, with its query string if it has one.",
    required=True,
    group=Group.SUBJECT,
)


class ResolveView(PageView):
    """What a frontend serves at a path: a page, a record, a redirect, or an error. The status is always 200."""

    parameters = (*DETAIL_PARAMETERS, PATH)
    further_statuses = ()
    operation = "resolve_path"

    def response_schema(self, components: Components) -> Schema:
        links = {"type": "array", "items": components.field(PageLinkShape())}

        def outcome(name: str, **properties: Schema) -> Schema:
            title = "".join(word.title() for word in name.split("_"))
            named = {"outcome": {"type": "string", "const": name}, **properties}
            return components.component(f"Resolved{title}", lambda: object_of(named))

        records = {
            kind.name: outcome(kind.name, **{kind.name: components.detail(kind.serializer, kind.model.__name__)})
            for kind in record_kinds().values()
            if kind.section
        }
        outcomes = {
            "page": outcome("page", page=components.pages()),
            **records,
            "redirect": outcome(
                "redirect",
                location={"type": "string"},
                permanent={"type": "boolean"},
                status={"type": "integer", "enum": [301, 302]},
            ),
            "gone": outcome("gone", suggestions=links),
            "not_found": outcome("not_found", suggestions=links),
        }
        mapping = {name: reference["$ref"] for name, reference in outcomes.items()}
        discriminator = {"propertyName": "outcome", "mapping": mapping}
        described = {"oneOf": list(outcomes.values()), "discriminator": discriminator}
        return components.component("Resolved", lambda: described)

    def get(self, request: Request) -> Response:
        """Return the outcome."""
        if PATH.name not in self.query:
            raise InvalidParameters([ParameterError(PATH.name, "missing", "resolve takes path.")])
        requested = Location.parse(self.query[PATH.name])
        page = self.page_at(requested.path)
        resolution = Resolution(requested, self.visibility, self.queryset(Page), page)
        if page is not None and resolution.destination is None:
            return Response({"outcome": "page", "page": self.detail_of(page).data})
        found = record_at(requested.path, self.visibility) if page is None else None
        if found is not None:
            kind, record = found
            return Response({"outcome": kind.name, kind.name: self._record(kind, record)})
        if resolution.destination is not None:
            permanent = resolution.destination.permanent
            location = str(resolution.destination.location)
            status = 301 if permanent else 302
            return Response({"outcome": "redirect", "location": location, "permanent": permanent, "status": status})
        former = FormerRecord(requested.path, self.visibility, self._section_now)
        if former.path is not None:
            location = str(Location(former.path).continuing(requested))
            return Response({"outcome": "redirect", "location": location, "permanent": True, "status": 301})
        return Response(self._nothing(requested, resolution, former))

    def _section_now(self, path: str) -> str | None:
        found = Resolution(Location(path), self.visibility, self.queryset(Page)).destination
        return found.location.path if found is not None and not found.location.origin else None

    def _record(self, kind: RecordKind, record: Record) -> dict[str, Any]:
        # With all fields, because ``fields`` selects fields of pages.
        selection = kind.serializer.selection(None, detail=True)
        return shown(build_records(kind, [record], selection, self.visibility, **self.build_options()))

    def _nothing(self, requested: Location, resolution: Resolution, former: FormerRecord) -> dict[str, Any]:
        # There is no limit to the paths that do not exist, and the suggestions change with every page.
        forbid_storing()
        if self.visibility.site is None:
            return {"outcome": "not_found", "suggestions": []}
        public_pages = self.queryset(Page)
        trail = AncestorPath(self.visibility.paths, public_pages, requested.path)
        redirects = [found.redirect for found in resolution.redirects]
        gone = former.gone or is_gone(requested.path, trail, redirects, self.visibility)
        related = RelatedObjects(self.visibility, self.query.get("crops", ()))
        links = suggestions(requested.path, trail, public_pages, related)
        return {"outcome": "gone" if gone else "not_found", "suggestions": links}
