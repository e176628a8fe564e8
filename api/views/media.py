"""Images and documents."""

from collections.abc import Sequence
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.documents.models import Document

from api.lists.columns import ID, Column, integer_column, text_column
from api.lists.filters import TAGS, TAGS_IN
from api.requests import parameters
from api.requests.parameters import Group, Parameter
from api.requests.problems import InvalidParameters, ParameterError
from api.schema.components import Components, Schema
from api.serializers.media import DocumentSerializer, ImageSerializer
from api.views.base import CROPS_PARAMETER, FIELDS
from api.views.find import FindView
from api.views.objects import ObjectListView, ObjectView
from pages.images.image import Image

MEDIA_ID = Parameter(
    "id", parameters.parse_key, "The id of an image or a document.", required=True, group=Group.SUBJECT
)
TITLED_COLUMNS = (
    ID,
    text_column("title"),
    Column("collection", parameters.parse_key, "collection_id", comparable=False),
)


class MediaView(ObjectView):
    """The base class of lists and details of images and documents."""

    model: ClassVar[Any]

    def candidates(self) -> Any:
        return self.visibility.collected(self.model.objects.prefetch_related("tags"))


class MediaListView(MediaView, ObjectListView):
    """A list of images or documents."""

    columns: ClassVar[Sequence[Column]] = TITLED_COLUMNS
    filters = (TAGS, TAGS_IN)
    searchable = True


class MediaOneView(MediaView):
    """One image or document."""

    def response_schema(self, components: Components) -> Schema:
        return components.detail(self.serializer_class, f"{self.component_name}Detail")


class MediaDetailView(MediaOneView):
    """One image or document by its id."""

    parameters = (FIELDS, CROPS_PARAMETER)

    def get(self, request: Request, key: int) -> Response:
        """Return the image or document."""
        return self.detail(self.candidates().filter(pk=key))


class MediaFindView(FindView, MediaOneView):
    """One image or document by its id, given as a parameter."""

    parameters = (FIELDS, CROPS_PARAMETER, MEDIA_ID)

    def get(self, request: Request) -> Response:
        """Return the image or document."""
        if "id" not in self.query:
            raise InvalidParameters([ParameterError("id", "missing", "find takes id.")])
        key = self.query["id"]
        return self.located(self.detail(self.candidates().filter(pk=key)), key)


class ImageListView(MediaListView):
    """Images."""

    model = Image
    serializer_class = ImageSerializer
    component_name = "Image"
    one = "image"
    columns = (*TITLED_COLUMNS, integer_column("width"), integer_column("height"))


class ImageDetailView(MediaDetailView):
    """One image."""

    model = Image
    serializer_class = ImageSerializer
    component_name = "Image"
    one = "image"


class ImageFindView(MediaFindView):
    """One image."""

    model = Image
    serializer_class = ImageSerializer
    component_name = "Image"
    one = "image"


class DocumentListView(MediaListView):
    """Documents."""

    model = Document
    serializer_class = DocumentSerializer
    component_name = "Document"
    one = "document"


class DocumentDetailView(MediaDetailView):
    """One document."""

    model = Document
    serializer_class = DocumentSerializer
    component_name = "Document"
    one = "document"


class DocumentFindView(MediaFindView):
    """One document."""

    model = Document
    serializer_class = DocumentSerializer
    component_name = "Document"
    one = "document"
