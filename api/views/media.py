"""Images and documents."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.documents.models import Document

from api.building.build import build
from api.lists.columns import ID, Column, integer_column, text_column
from api.lists.filters import TAGS, TAGS_IN
from api.requests import parameters
from api.requests.parameters import Parameter
from api.requests.problems import InvalidParameters, ParameterError
from api.requests.selection import Selection
from api.serializers.base import ContractSerializer
from api.serializers.media import DocumentSerializer, ImageSerializer
from api.views.base import CROPS_PARAMETER, FIELDS, ApiView
from api.views.lists import ListView
from pages.models import Image

MEDIA_ID = Parameter("id", parameters.parse_key, "The id of an image or a document.")
TITLED_COLUMNS = (ID, text_column("title"), Column("collection", parameters.parse_key, comparable=False))


class MediaView(ApiView):
    """What lists and details of images and documents share."""

    model: ClassVar[Any]
    serializer_class: ClassVar[type[ContractSerializer]]
    is_stored = True

    def candidates(self) -> Any:
        """Return the public ones."""
        return self.visibility.collected(self.model.objects.prefetch_related("tags"))

    def selection(self, *, detail: bool) -> Selection:
        """Resolve the ``fields`` parameter."""
        return self.serializer_class.selection(self.parsed_fields(), detail=detail)

    def build(self, found: Sequence[Any], selection: Selection) -> list[Any]:
        """Return the selected fields."""
        crops = self.query.get("crops", ())
        return build(self.serializer_class, found, selection, self.visibility, crops=crops)

    def detail(self, key: int) -> Response:
        """Answer with one. Raises ``Http404`` unless it is public."""
        selection = self.selection(detail=True)
        found = self.candidates().filter(pk=key).first()
        if found is None:
            raise Http404
        return Response(self.build([found], selection)[0])


class MediaListView(MediaView, ListView):
    """A list of images or documents."""

    columns: ClassVar[Sequence[Column]] = TITLED_COLUMNS
    filters = (TAGS, TAGS_IN)
    searchable = True

    def items(self, rows: Sequence[Any]) -> list[Any]:
        return self.build(rows, self.selection(detail=False))


class MediaDetailView(MediaView):
    """One image or document by its id."""

    parameters = (FIELDS, CROPS_PARAMETER)

    def get(self, request: Request, key: int) -> Response:
        """Answer with it."""
        return self.detail(key)


class MediaFindView(MediaView):
    """One image or document by its id, given as a parameter."""

    parameters = (FIELDS, CROPS_PARAMETER, MEDIA_ID)

    def get(self, request: Request) -> Response:
        """Answer with it."""
        if "id" not in self.query:
            raise InvalidParameters([ParameterError("id", "missing", "find takes id.")])
        return self.detail(self.query["id"])


class ImageListView(MediaListView):
    """Images."""

    model = Image
    serializer_class = ImageSerializer
    columns = (*TITLED_COLUMNS, integer_column("width"), integer_column("height"))


class ImageDetailView(MediaDetailView):
    """One image."""

    model = Image
    serializer_class = ImageSerializer


class ImageFindView(MediaFindView):
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


class DocumentFindView(MediaFindView):
    """One document."""

    model = Document
    serializer_class = DocumentSerializer
