"""Topics and tags: the terms of pages."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Model, Q
from taggit.models import Tag

from api.building.build import build
from api.content.counts import Counts, labeled_types, labels_of
from api.lists.columns import NAMED_COLUMNS
from api.lists.pagination import PAGINATION
from api.requests.selection import Selection
from api.serializers.record import TopicSerializer
from api.views.base import FIELDS, SiteView
from api.views.objects import ObjectListView
from pages.records.topic import Topic


class TermListView(SiteView, ObjectListView):
    """A list of topics or tags by name, with the numbers of public pages."""

    term: ClassVar[type[Topic | Tag]]
    serializer_class = TopicSerializer
    component_name = "Label"
    columns = NAMED_COLUMNS
    default_order = "name"
    list_parameters = (FIELDS, *PAGINATION)

    def build(self, found: Sequence[Any], selection: Selection) -> list[Any]:
        counts = Counts(self.term, found, selection, self.visibility)
        return build(TopicSerializer, found, selection, self.visibility, counts=counts)


class TopicListView(TermListView):
    """Topics."""

    term = Topic

    def listed_models(self, queryset: Any) -> Sequence[type[Model]]:
        return (Topic, *labeled_types(Topic))

    def candidates(self) -> Any:
        return Topic.objects.all()


class TagListView(TermListView):
    """Tags that a public page has; any other tag could reveal a draft."""

    term = Tag

    def listed_models(self, queryset: Any) -> Sequence[type[Model]]:
        # A tag is listed only because of the pages that have it.
        return labeled_types(Tag)

    def candidates(self) -> Any:
        carried = Q(pk__in=[])
        for model in labeled_types(Tag):
            rows, column = labels_of(Tag, model, self.visibility.pages(model._default_manager.all()))
            carried |= Q(pk__in=rows.values(column))
        return Tag.objects.filter(carried)
