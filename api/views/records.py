"""The endpoints of shared records, such as ``people/``, built from the registry."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response

from api.building.records import build_records
from api.registry.kinds import RecordKind, record_kinds
from api.requests.selection import Selection
from api.views.base import CROPS_PARAMETER, FIELDS, IMAGES, RICH_TEXT_FORMAT, SiteView
from api.views.lists import ListView
from api.views.objects import ObjectListView, ObjectView


class RecordView(SiteView, ObjectView):
    """The base class of lists and details of records."""

    kind: ClassVar[RecordKind]

    def candidates(self) -> Any:
        return self.kind.public(self.visibility, self.kind.model._default_manager.all())

    def build(self, found: Sequence[Any], selection: Selection) -> list[Any]:
        return build_records(self.kind, found, selection, self.visibility, **self.build_options())


class RecordListView(RecordView, ObjectListView):
    """A list of records, by name."""

    searchable = True
    list_parameters = (*ListView.list_parameters, IMAGES, RICH_TEXT_FORMAT)


class RecordDetailView(RecordView):
    """One record by its slug."""

    parameters = (FIELDS, CROPS_PARAMETER, IMAGES, RICH_TEXT_FORMAT)

    def get(self, request: Request, slug: str) -> Response:
        """Return the record."""
        records = self.candidates()
        return self.detail(records.none() if "\0" in slug else records.filter(slug=slug))


def record_patterns() -> Iterator[URLPattern]:
    """Yield the routes of every kind of record: its list and its details."""
    for kind in record_kinds().values():
        yield path(f"{kind.endpoint}/", _view(kind, RecordListView).as_view(), name=kind.endpoint)
        yield path(f"{kind.endpoint}/<slug>/", _view(kind, RecordDetailView).as_view())


def _view(kind: RecordKind, base: type[RecordView]) -> type[RecordView]:
    name, several = str(kind.model._meta.verbose_name), str(kind.model._meta.verbose_name_plural)
    namespace = {
        "__doc__": f"{several.capitalize()}." if issubclass(base, ListView) else f"One {name}.",
        "kind": kind,
        "serializer_class": kind.serializer,
        "columns": kind.serializer.columns,
        "default_order": kind.serializer.default_order,
        "filters": kind.serializer.filters,
        "component_name": kind.model.__name__,
        "one": kind.name,
    }
    return type(f"{kind.model.__name__}{base.__name__.removeprefix('Record')}", (base,), namespace)
