"""Images and documents."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.documents.models import Document

from api import parameters
from api.answers import build
from api.filters import Filter, column
from api.pagination import LIMIT, OFFSET, ORDER, ordered, page_of
from api.parameters import Parameter
from api.selection import Selection, parse_fields
from api.serializers.base import ContractSerializer
from api.serializers.media import DocumentSerializer, ImageSerializer
from api.views.base import CROPS_PARAMETER, FIELDS, ApiView
from pages.models import Image

FILTERS = (
    column("title", parameters.words()),
    column("collection", parameters.integer(1, 10**18 - 1), "Id of a collection."),
    Filter(
        Parameter("tags", parameters.items(), "Comma-separated: only those that carry every one."),
        lambda queryset, names, _: _tagged(queryset, names),
    ),
)


def _tagged(queryset: QuerySet[Any], names: list[str]) -> QuerySet[Any]:
    for name in names:
        queryset = queryset.filter(tags__name=name)
    return queryset


class MediaView(ApiView):
    """What lists and details of images and documents share."""

    model: ClassVar[Any]
    serializer_class: ClassVar[type[ContractSerializer]]

    def queryset(self) -> QuerySet[Any]:
        """Return the public ones."""
        return self.visibility.collected(self.model.objects.prefetch_related("tags"))

    def selection(self, *, detail: bool) -> Selection:
        """Resolve the ``fields`` parameter."""
        fields = self.query.get("fields")
        return self.serializer_class.selection(parse_fields(fields) if fields else None, detail=detail)

    def build(self, found: list[Any], selection: Selection) -> list[Any]:
        """Return the selected fields."""
        crops = self.query.get("crops", ())
        return build(self.serializer_class, found, selection, self.visibility, crops=crops)


class MediaListView(MediaView):
    """A list of images or documents."""

    orders: ClassVar[Mapping[str, str]] = {"id": "pk", "title": "title"}

    def known_parameters(self) -> Mapping[str, Parameter]:
        own = (FIELDS, LIMIT, OFFSET, ORDER, CROPS_PARAMETER, *(filter.parameter for filter in FILTERS))
        return {**super().known_parameters(), **{parameter.name: parameter for parameter in own}}

    def get(self, request: Request) -> Response:
        """Answer with a page of the list."""
        selection = self.selection(detail=False)
        queryset = self.queryset()
        for filter in FILTERS:
            if filter.parameter.name in self.query:
                queryset = filter.apply(queryset, self.query[filter.parameter.name], self.visibility)
        found, total = page_of(ordered(queryset, self.query.get("order"), "id", self.orders), self.query)
        return Response({"meta": {"total_count": total}, "items": self.build(found, selection)})


class MediaDetailView(MediaView):
    """One image or document by its id."""

    parameters = (FIELDS, CROPS_PARAMETER)

    def get(self, request: Request, key: int) -> Response:
        """Answer with it."""
        selection = self.selection(detail=True)
        found = self.queryset().filter(pk=key).first()
        if found is None:
            raise Http404
        return Response(self.build([found], selection)[0])


class ImageListView(MediaListView):
    """Images."""

    model = Image
    serializer_class = ImageSerializer


class ImageDetailView(MediaDetailView):
    """One image."""

    model = Image
    serializer_class = ImageSerializer


class DocumentListView(MediaListView):
    """Documents."""

    model = Document
    serializer_class = DocumentSerializer


class DocumentDetailView(MediaDetailView):
    """One document."""

    model = Document
    serializer_class = DocumentSerializer
