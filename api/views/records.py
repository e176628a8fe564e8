"""People, organisations, topics and tags."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from taggit.models import Tag

from api.answers import build
from api.counts import Counts
from api.mentions import Mentions
from api.pagination import LIMIT, OFFSET, ORDER, ordered, page_of
from api.parameters import Parameter
from api.selection import Selection, parse_fields
from api.serializers.base import ContractSerializer
from api.serializers.record import OrganizationSerializer, PersonSerializer, TopicSerializer
from api.views.base import CROPS_PARAMETER, FIELDS, SiteView
from pages.models import EventPage, GuestBlogPost, Organization, Person, Topic


class RecordView(SiteView):
    """What lists and details of records share."""

    model: ClassVar[type[Person] | type[Organization]]
    serializer_class: ClassVar[type[ContractSerializer]]

    def queryset(self) -> QuerySet[Any]:
        """Return the public records."""
        return self.visibility.records(self.model._default_manager.all())

    def selection(self, *, detail: bool) -> Selection:
        """Resolve the ``fields`` parameter."""
        fields = self.query.get("fields")
        return self.serializer_class.selection(parse_fields(fields) if fields else None, detail=detail)

    def build(self, records: Sequence[Any], selection: Selection) -> list[Any]:
        """Return the selected fields of records."""
        mentions = Mentions(records, selection, self.visibility)
        crops = self.query.get("crops", ())
        return build(self.serializer_class, records, selection, self.visibility, crops=crops, mentions=mentions)


class RecordListView(RecordView):
    """A list of records, by name."""

    parameters = (FIELDS, LIMIT, OFFSET, ORDER, CROPS_PARAMETER)
    orders: ClassVar[Mapping[str, str]] = {"id": "pk", "name": "name", "slug": "slug"}

    def get(self, request: Request) -> Response:
        """Answer with a page of the list."""
        selection = self.selection(detail=False)
        queryset = ordered(self.queryset(), self.query.get("order"), "name", self.orders)
        records, total = page_of(queryset, self.query)
        return Response({"meta": {"total_count": total}, "items": self.build(records, selection)})


class RecordDetailView(RecordView):
    """One record by its slug."""

    parameters = (FIELDS, CROPS_PARAMETER)

    def get(self, request: Request, slug: str) -> Response:
        """Answer with the record."""
        selection = self.selection(detail=True)
        record = None if "\0" in slug else self.queryset().filter(slug=slug).first()
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


class LabelListView(SiteView):
    """A list of topics or tags, by name, with public counts."""

    parameters: ClassVar[Sequence[Parameter]] = (FIELDS, LIMIT, OFFSET, ORDER)
    orders: ClassVar[Mapping[str, str]] = {"id": "pk", "name": "name", "slug": "slug"}

    def queryset(self) -> QuerySet[Any]:
        """Return what the list may show."""
        raise NotImplementedError

    def get(self, request: Request) -> Response:
        """Answer with a page of the list."""
        fields = self.query.get("fields")
        selection = TopicSerializer.selection(parse_fields(fields) if fields else None, detail=False)
        queryset = ordered(self.queryset(), self.query.get("order"), "name", self.orders)
        found, total = page_of(queryset, self.query)
        items = build(TopicSerializer, found, selection, self.visibility, counts=Counts(found, self.visibility))
        return Response({"meta": {"total_count": total}, "items": items})


class TopicListView(LabelListView):
    """Topics."""

    def queryset(self) -> QuerySet[Any]:
        return Topic.objects.all()


class TagListView(LabelListView):
    """Tags that a public page carries; any other tag could betray a draft."""

    def queryset(self) -> QuerySet[Any]:
        carried = Q()
        for model, relation in (
            (GuestBlogPost, "pages_guestblogposttag_items"),
            (EventPage, "pages_eventpagetag_items"),
        ):
            carried |= Q(**{f"{relation}__content_object__in": self.visibility.pages(model.objects.all())})
        return Tag.objects.filter(pk__in=Tag.objects.filter(carried).values("pk"))
