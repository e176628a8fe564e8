"""The base class of shared records, which are written once and shown on many pages."""

from typing import Any, ClassVar

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Exists, Model, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Cast
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import DraftStateMixin, Revision, RevisionMixin, WorkflowMixin, WorkflowState
from wagtail.search import index

from pages.database.alphabet import alphabetical
from pages.fields.past_expiry import PastExpiryMixin
from pages.fields.texts import Text
from pages.records.slug import SlugFromName


class RecordForm(PastExpiryMixin, WagtailAdminModelForm):
    """The form of a record."""


class Record(SlugFromName, WorkflowMixin, DraftStateMixin, RevisionMixin, index.Indexed):
    """The abstract parent of shared records such as people and organizations.

    A record has drafts, a history and, if one is assigned to its model, a workflow. Unpublishing it immediately removes
    it from every page that shows it. It cannot be deleted while a page uses it.
    """

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("live"),
        index.FilterField("expire_at"),
    ]

    base_form_class = RecordForm

    #: ``pages/search/`` keeps Wagtail's own index: not when a draft is noted, as Wagtail does.
    search_auto_update: ClassVar[bool] = False

    #: The public texts that search covers, besides the name.
    texts: ClassVar[tuple[Text, ...]] = ()

    class Meta:
        abstract = True
        ordering = [alphabetical("name"), "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def approved_schedule(self) -> bool:
        """Whether a version is scheduled to be published; ``with_states`` loads it for all rows of a list."""
        loaded: bool | None = getattr(self, "_approved_schedule", None)
        return self.scheduled_revision is not None if loaded is None else loaded

    def publish(self, revision: Revision, *arguments: Any, **options: Any) -> None:
        """Make ``revision`` the live version, or schedule it, in one transaction."""
        with transaction.atomic():
            super().publish(revision, *arguments, **options)

    def unpublish(self, *arguments: Any, **options: Any) -> None:
        """Unpublish the record in one transaction."""
        with transaction.atomic():
            super().unpublish(*arguments, **options)


def with_states(records: QuerySet[Any]) -> QuerySet[Any]:
    """Return a queryset whose records know without a query for each if they are scheduled or in moderation."""
    scheduled = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(record_model_of(records.model) or records.model),
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    # Wagtail reads the attribute of this name, as it does for pages.
    in_moderation = WorkflowState.objects.active().select_related("current_task_state__task")
    moderation = Prefetch("_workflow_states", in_moderation, to_attr="_current_workflow_states")
    return records.annotate(_approved_schedule=Exists(scheduled)).prefetch_related(moderation)


def record_models() -> list[type[Record]]:
    """Return the record models, sorted by label, without proxies and models that inherit from another record model."""
    found = (model for model in apps.get_models() if issubclass(model, Record) and record_model_of(model) is model)
    return sorted(found, key=lambda model: model._meta.label)


def record_model_of(model: type[Model]) -> type[Record] | None:
    """Return the model whose table holds the records of ``model``, or ``None`` if it is not a record model.

    That is the model itself or, for a proxy or a model with additional columns, the model that it inherits from.
    """
    bases = [base for base in model.__mro__ if issubclass(base, Record) and not base._meta.abstract]
    return next((base for base in reversed(bases) if not base._meta.proxy), None)
