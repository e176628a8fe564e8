"""People, organisations, topics and tags."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Model, Q
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from taggit.models import Tag

from api.building.build import build
from api.building.records import build_records
from api.content.counts import Counts
from api.lists.columns import ID, text_column
from api.lists.pagination import PAGINATION
from api.requests.selection import Selection
from api.serializers.record import OrganizationSerializer, PersonSerializer, RecordSerializer, TopicSerializer
from api.views.base import CROPS_PARAMETER, FIELDS, RICH_TEXT_FORMAT, SiteView
from api.views.lists import ListView
from pages.models import EventPage, GuestBlogPost, Organization, Person, Topic
from pages.models.event_page import EventPageTag
from pages.models.guest_blog_post import GuestBlogPostTag

NAMED_COLUMNS = (ID, text_column("name"), text_column("slug"))


class RecordView(SiteView):
    """What lists and details of records share."""

    model: ClassVar[type[Person] | type[Organization]]
    serializer_class: ClassVar[type[RecordSerializer]]
    is_stored = True

    def candidates(self) -> Any:
        """Return the public records."""
        return self.visibility.records(self.model._default_manager.all())

    def selection(self, *, detail: bool) -> Selection:
        """Resolve the ``fields`` parameter."""
        return self.serializer_class.selection(self.parsed_fields(), detail=detail)

    def build(self, records: Sequence[Any], selection: Selection) -> list[Any]:
        """Return the selected fields of records."""
        options = {
            "crops": self.query.get("crops", ()),
            "rich_text_format": self.query.get("rich_text_format", "html"),
        }
        return build_records(self.serializer_class, records, selection, self.visibility, **options)


class RecordListView(RecordView, ListView):
    """A list of records, by name."""

    columns = NAMED_COLUMNS
    default_order = "name"
    searchable = True
    list_parameters = (*ListView.list_parameters, RICH_TEXT_FORMAT)

    def items(self, rows: Sequence[Any]) -> list[Any]:
        return self.build(rows, self.selection(detail=False))


class RecordDetailView(RecordView):
    """One record by its slug."""

    parameters = (FIELDS, CROPS_PARAMETER, RICH_TEXT_FORMAT)

    def get(self, request: Request, slug: str) -> Response:
        """Answer with the record."""
        selection = self.selection(detail=True)
        record = None if "\0" in slug else self.candidates().filter(slug=slug).first()
        if record is None:
            raise Http404
        return Response(self.build([record], selection)[0])


class PersonListView(RecordListView):
    """People."""

    model = Person
    serializer_class = PersonSerializer


class PersonDetailView(RecordDetailView):
    """One person."""

    model = Person
    serializer_class = PersonSerializer


class OrganizationListView(RecordListView):
    """Organisations."""

    model = Organization
    serializer_class = OrganizationSerializer


class OrganizationDetailView(RecordDetailView):
    """One organisation."""

    model = Organization
    serializer_class = OrganizationSerializer


class TermListView(SiteView, ListView):
    """A list of topics or tags, by name, with public counts."""

    columns = NAMED_COLUMNS
    default_order = "name"
    list_parameters = (FIELDS, *PAGINATION)
    is_stored = True

    def items(self, rows: Sequence[Any]) -> list[Any]:
        selection = TopicSerializer.selection(self.parsed_fields(), detail=False)
        return build(TopicSerializer, rows, selection, self.visibility, counts=Counts(rows, selection, self.visibility))


class TopicListView(TermListView):
    """Topics."""

    def listed_models(self, queryset: Any) -> Sequence[type[Model]]:
        return (Topic, GuestBlogPost, EventPage)

    def candidates(self) -> Any:
        return Topic.objects.all()


class TagListView(TermListView):
    """Tags that a public page carries; any other tag could betray a draft."""

    def listed_models(self, queryset: Any) -> Sequence[type[Model]]:
        # A tag is listed for the pages that carry it.
        return (GuestBlogPost, EventPage)

    def candidates(self) -> Any:
        carried = Q()
        for model, through in ((GuestBlogPost, GuestBlogPostTag), (EventPage, EventPageTag)):
            pages = self.visibility.pages(model._default_manager.all())
            carried |= Q(pk__in=through.objects.filter(content_object__in=pages).values("tag"))
        return Tag.objects.filter(carried)
