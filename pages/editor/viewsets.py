"""The admin lists of people, organizations and topics, and of record models that applications add."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn, UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import (
    EditView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
    UnpublishView,
    UsageView,
)

from pages.editor.alphabetical_order import in_alphabetical_order
from pages.editor.choosers import (
    OrganizationChooserViewSet,
    PersonChooserViewSet,
    TopicChooserViewSet,
    record_chooser,
)
from pages.editor.near_names import warn_of_near_names
from pages.models import Organization, Person, Topic
from pages.publishing.live_users import live_users_of
from pages.publishing.protection import users_of
from pages.records.record import Record, record_models, with_states
from pages.search.query import SearchQuery
from pages.search.results import found


def used_on() -> UsageCountColumn:
    """Return a column that shows how many pages and records use a record."""
    return UsageCountColumn("usage_count", label="Used", sort_key="usage_count")


class RecordUnpublishView(UnpublishView):
    """Asks for confirmation, and names the published pages and records that will no longer show the record."""

    template_name = "pages/records/confirm_unpublish.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = super().get_context_data(**context)
        return {**found, "losing": live_users_of(self.object) if self.object.live else []}


class RecordEditView(EditView):
    """The editor of a record.

    Behind its dots is also what functions of the hook ``register_record_header_buttons`` yield, which are called with
    the record and the user.
    """

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The buttons behind the dots."""
        buttons: list[Any] = list(super().header_more_buttons)
        for hook in hooks.get_hooks("register_record_header_buttons"):
            buttons += hook(self.object, self.request.user)
        return buttons


class RecordIndexView(IndexView):
    """A list of records whose search finds what the public search finds: by beginnings of words, without accents."""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching or not issubclass(self.model, Record):
            return super().search_queryset(queryset)
        return found(queryset, SearchQuery.parse(self.search_query))

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return in_alphabetical_order(super().order_queryset(queryset))


class RecordViewSet(SnippetViewSet):
    """The list of the records of one model, with their usage counts."""

    edit_view_class = RecordEditView
    unpublish_view_class = RecordUnpublishView
    index_view_class = RecordIndexView
    list_per_page = 50
    chooser_per_page = 25
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> Any:
        return warn_of_near_names(super().get_form_class(for_update))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_states(self.model._default_manager.all()).annotate(
            usage_count=ReferenceIndex.usage_count_subquery(self.model)
        )


class PersonViewSet(RecordViewSet):
    """The list of people."""

    model = Person
    icon = "user"
    chooser_viewset_class = PersonChooserViewSet
    list_display = ["name", "job_title", "organization", LiveStatusTagColumn(), used_on(), UpdatedAtColumn()]
    list_filter = ["live", "organization"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("organization")


class OrganizationViewSet(RecordViewSet):
    """The list of organizations."""

    model = Organization
    icon = "group"
    chooser_viewset_class = OrganizationChooserViewSet
    list_display = ["name", "kind", LiveStatusTagColumn(), used_on(), UpdatedAtColumn()]
    list_filter = ["live", "kind"]


class TopicUsageView(UsageView):
    """The list of pages with a topic, which Wagtail's reference index does not contain."""

    @property
    def columns(self) -> list[Column]:
        return super().columns[:1]

    def get_queryset(self) -> list[tuple[Any, list[Any]]]:
        return [(user, []) for user in users_of(self.object)]


class TopicViewSet(RecordViewSet):
    """The list of topics."""

    model = Topic
    icon = "tag"
    chooser_viewset_class = TopicChooserViewSet
    usage_view_class = TopicUsageView
    list_display = ["name", "description", UpdatedAtColumn()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model._default_manager.all()


def further_viewsets() -> Iterator[type[RecordViewSet]]:
    """Yield a viewset for each record model that another application adds."""
    known = {viewset.model for viewset in (PersonViewSet, OrganizationViewSet)}
    for model in record_models():
        if model not in known:
            namespace = {
                "__doc__": f"The list of {model._meta.verbose_name_plural}.",
                "model": model,
                "icon": "list-ul",
                "chooser_viewset_class": record_chooser(model),
                "list_display": ["name", LiveStatusTagColumn(), used_on(), UpdatedAtColumn()],
                "list_filter": ["live"],
            }
            yield type(f"{model.__name__}ViewSet", (RecordViewSet,), namespace)


class PeopleAndTopicsGroup(SnippetViewSetGroup):
    """The menu item that groups the lists of shared records and topics."""

    items = (PersonViewSet, OrganizationViewSet, TopicViewSet, *further_viewsets())
    menu_label = "People & topics"
    menu_icon = "group"
    menu_name = "people-and-topics"
    menu_order = 200
    add_to_admin_menu = True
