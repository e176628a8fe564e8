"""Base classes for lists and details of objects of one model."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import Http404
from rest_framework.response import Response

from api.building.build import build, shown
from api.lists.pagination import MAXIMUM_LIMIT
from api.requests.selection import Selection
from api.schema.components import Components, Schema
from api.serializers.base import ContractSerializer
from api.views.base import ApiView
from api.views.lists import ListView


class ObjectView(ApiView):
    """The base class of lists and details of one model."""

    serializer_class: ClassVar[type[ContractSerializer]]
    #: The name of the object's schema in the OpenAPI document.
    component_name: ClassVar[str]
    is_stored = True

    def candidates(self) -> Any:
        """Return the public objects."""
        raise NotImplementedError

    def selection(self, *, detail: bool) -> Selection:
        """Return the fields that the ``fields`` parameter selects."""
        return self.serializer_class.selection(self.parsed_fields(), detail=detail)

    def build(self, found: Sequence[Any], selection: Selection) -> list[Any]:
        """Return the selected fields of objects, with the crops and the rich text format that the query requests."""
        return build(self.serializer_class, found, selection, self.visibility, **self.build_options())

    def detail(self, queryset: Any) -> Response:
        """Return the first object of a queryset. Raises ``Http404`` if there is none."""
        # Before the query, so that an invalid ``fields`` is 400 whether or not the object exists.
        selection = self.selection(detail=True)
        found = queryset.first()
        if found is None:
            raise Http404
        return Response(shown(self.build([found], selection)))

    def response_schema(self, components: Components) -> Schema:
        return components.detail(self.serializer_class, self.component_name)


class ObjectListView(ListView, ObjectView):
    """A list of objects of one model."""

    further_statuses = ()

    def items(self, rows: Sequence[Any]) -> list[Any]:
        return self.build(rows, self.selection(detail=False))

    def response_schema(self, components: Components) -> Schema:
        item = components.list_item(self.serializer_class, self.component_name, searchable=self.searchable)
        return components.listing(item, self.component_name, MAXIMUM_LIMIT)
