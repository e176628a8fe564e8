"""Choosers for people, organizations and topics, in which editors can also create a record without leaving the page."""

from typing import Any

from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from wagtail.actions.create import CreateAction
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.models import DraftStateMixin
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)
from wagtail.snippets.widgets import AdminSnippetChooser

from pages.editor.chosen_keys import ChosenKeyMixin
from pages.editor.near_names import warn_of_near_names
from pages.editor.record_details import ORGANIZATION_DETAILS, PERSON_DETAILS, RecordDetails
from pages.records.record import Record, with_states
from pages.search.query import SearchQuery
from pages.search.results import best_matches


def display_title(instance: Model) -> str:
    """Return the title of a chosen record, marked if the record is not published."""
    published = not isinstance(instance, DraftStateMixin) or instance.live
    return str(instance) if published else f"{instance} (not published)"


class DisplayTitleMixin:
    """Displays a chosen record with ``display_title``."""

    def get_display_title(self, instance: Model) -> str:
        return display_title(instance)


class RecordChooser(DisplayTitleMixin, AdminSnippetChooser):
    """The form widget that holds a chosen record."""


class CreationMixin:
    """Explains above the form for a new record whether the record will be published at once."""

    creation_form_template_name = "pages/choosers/creation_form.html"
    model_class: type[Model]
    request: HttpRequest

    def is_live_at_once(self) -> bool:
        """Tell whether a new record is published when it is created; only users who may publish can do so."""
        if not issubclass(self.model_class, DraftStateMixin):
            return True
        policy = policy_registry.get_by_type(self.model_class)
        return bool(policy.user_has_permission(self.request.user, "publish"))

    def get_creation_form_class(self) -> type[ModelForm]:
        return warn_of_near_names(super().get_creation_form_class())  # type: ignore[misc]

    def get_creation_form_context_data(self, form: ModelForm) -> dict[str, Any]:
        context: dict[str, Any] = super().get_creation_form_context_data(form)  # type: ignore[misc]
        return {
            **context,
            "is_live_at_once": self.is_live_at_once(),
            "verbose_name": self.model_class._meta.verbose_name,
        }


class RecordFilterForm(SearchFilterMixin, BaseFilterForm):
    """The search for records, which finds them as the public search does: by beginnings of words, without accents."""

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return best_matches(objects, SearchQuery.parse(self.search_query)) if self.is_searching else objects


class DetailsMixin:
    """Shows beside the names of records what tells two of the same name apart."""

    details: RecordDetails | None = None
    model_class: type[Model]

    def get_object_list(self) -> QuerySet[Any]:
        records: QuerySet[Any] = super().get_object_list()  # type: ignore[misc]
        if issubclass(self.model_class, Record):
            records = with_states(records)
        return records.select_related(*self.details.related) if self.details else records

    def get_filter_form_class(self) -> type[BaseFilterForm]:
        if issubclass(self.model_class, Record):
            return RecordFilterForm
        form_class: type[BaseFilterForm] = super().get_filter_form_class()  # type: ignore[misc]
        return form_class

    @property
    def columns(self) -> list[Column]:
        title, *others = super().columns  # type: ignore[misc]
        return [*self.details.pictures, title, *self.details.columns, *others] if self.details else [title, *others]


class RecordChooseView(DetailsMixin, CreationMixin, ChooseView):
    """The dialog in which a record is chosen or created."""


class RecordChooseResultsView(DetailsMixin, CreationMixin, ChooseResultsView):
    """The records in the dialog, while the editor searches."""


class RecordCreateView(DisplayTitleMixin, CreationMixin, SnippetCreateView):
    """Creates a record and the first entry of its history."""

    def save_form(self, form: ModelForm) -> Model:
        publish = self.is_live_at_once()
        action = CreateAction(form.instance, user=self.request.user, form=form, publish=publish)
        record: Model = action.execute(skip_permission_checks=True)
        record.refresh_from_db()
        return record


class RecordChosenView(ChosenKeyMixin, DisplayTitleMixin, SnippetChosenView):
    """Passes the chosen record to the form."""


class RecordChosenMultipleView(ChosenKeyMixin, DisplayTitleMixin, SnippetChosenMultipleView):
    """Passes several chosen records to the form."""


class RecordChooserViewSet(SnippetChooserViewSet):
    """The base class of the choosers. A subclass lists the fields of the form for a new record."""

    choose_view_class = RecordChooseView
    choose_results_view_class = RecordChooseResultsView
    chosen_view_class = RecordChosenView
    chosen_multiple_view_class = RecordChosenMultipleView
    create_view_class = RecordCreateView
    base_widget_class = RecordChooser
    search_tab_label = "Choose"
    create_action_clicked_label = "Adding…"
    #: What the dialog shows of a record besides its name.
    details: RecordDetails | None = None

    def get_common_view_kwargs(self, **options: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(details=self.details, **options)


class PersonChooserViewSet(RecordChooserViewSet):
    """The chooser for people."""

    creation_tab_label = "Add a person"
    create_action_label = "Add this person"
    details = PERSON_DETAILS
    form_fields = ["name", "job_title", "organization"]


class OrganizationChooserViewSet(RecordChooserViewSet):
    """The chooser for organizations."""

    creation_tab_label = "Add an organization"
    create_action_label = "Add this organization"
    details = ORGANIZATION_DETAILS
    form_fields = ["name", "kind", "url"]


def record_chooser(model: type[Model]) -> type[RecordChooserViewSet]:
    """Return a chooser for a model that has no specific one. Its form for a new record only has the name."""
    name = str(model._meta.verbose_name)
    namespace = {
        "__doc__": f"The chooser for records of type {name}.",
        "creation_tab_label": f"Add a new {name}",
        "create_action_label": f"Add this {name}",
        "form_fields": ["name"],
    }
    return type(f"{model.__name__}ChooserViewSet", (RecordChooserViewSet,), namespace)


class TopicChooserViewSet(RecordChooserViewSet):
    """The chooser for topics."""

    creation_tab_label = "Add a topic"
    create_action_label = "Add this topic"
    form_fields = ["name", "description"]
