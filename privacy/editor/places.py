"""The places that name a person, as editors know them: the page or record, the field, and what an erasure does."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from pages.models import Person
from privacy.holders import Treatment, owner_field
from privacy.tracing.trace import Trace

#: So many are shown; a download has all.
MOST = 300
_OUTCOMES = {
    Treatment.CONTENT: gettext_lazy("A byline becomes what you choose; a text stays unless you tick it"),
    Treatment.HISTORY: gettext_lazy("The name is replaced"),
    Treatment.REMOVED: gettext_lazy("It is deleted"),
    Treatment.COPY: gettext_lazy("It is deleted"),
    Treatment.DERIVED: gettext_lazy("It goes with what it was made from"),
    Treatment.ACCOUNT: gettext_lazy("It stays: use “Off-board” in the list of users"),
    Treatment.KEPT: gettext_lazy("It stays unless you tick it"),
    Treatment.UNDECIDED: gettext_lazy("It stays: tell whoever looks after the CMS"),
}


@dataclass(frozen=True)
class Place:
    """A place that names a person. ``url`` is where a user edits it, or ``""``."""

    kind: str
    title: str
    field: str
    excerpt: str
    outcome: str
    url: str = ""


def places_of(traces: Iterable[Trace], user: Any, person_key: int | None = None) -> list[Place]:
    """Return the first places, each with the page or record that it belongs to. Some queries for each model."""
    shown = list(traces)[:MOST]
    rows = _rows(shown)
    versions = _versioned(row for row in rows.values() if isinstance(row, Revision))
    finder = AdminURLFinder(user)
    urls: dict[tuple[type[Model], Any], str] = {}
    places = []
    for trace in shown:
        row = rows.get((trace.label, str(trace.key)))
        shown_in = versions.get(row.pk) if isinstance(row, Revision) else _owner(row)
        url = ""
        if shown_in is not None:
            key = (type(shown_in), shown_in.pk)
            if key not in urls:
                urls[key] = finder.get_edit_url(shown_in) or ""
            url = urls[key]
        is_record = isinstance(shown_in, Person) and shown_in.pk == person_key
        outcome = gettext("It is deleted with the record") if is_record else str(_OUTCOMES[trace.holder.treatment])
        places.append(Place(_kind(trace), _title(trace, shown_in), _field(trace), trace.excerpt, outcome, url))
    return places


def _rows(traces: list[Trace]) -> dict[tuple[str, str], Model]:
    """Return the rows of the traces by the labels of their models and their keys, one query for each model."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    paths = {str(trace.key) for trace in traces if trace.is_file}
    for trace in traces:
        if trace.model is not None:
            wanted[trace.model].add(trace.model._meta.pk.to_python(trace.key))
    found: dict[tuple[str, str], Model] = {}
    for model, keys in wanted.items():
        queryset = model._base_manager.filter(pk__in=keys)
        if (path := _path_to_owner(model)) is not None:
            queryset = queryset.select_related(path)
        by_key = {row.pk: row for row in queryset}
        for trace in traces:
            if trace.model is model and (row := by_key.get(model._meta.pk.to_python(trace.key))) is not None:
                found[model._meta.label, str(trace.key)] = row
    for model in (get_image_model(), get_document_model()) if paths else ():
        for row in model._default_manager.filter(file__in=paths):
            found["file", row.file.name] = row
    return found


def _versioned(revisions: Iterable[Revision]) -> dict[int, Model]:
    """Return the pages and records of versions by the keys of the versions."""
    wanted: dict[int, dict[int, str]] = defaultdict(dict)
    for revision in revisions:
        wanted[revision.base_content_type_id][revision.pk] = revision.object_id
    found = {}
    for content_type, keys in wanted.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None:
            rows = {str(row.pk): row for row in model._base_manager.filter(pk__in=set(keys.values()))}
            found.update({version: rows[key] for version, key in keys.items() if key in rows})
    return found


def _path_to_owner(model: type[Model]) -> str | None:
    """Return the relation, as in ``select_related``, by which rows of a model belong to a page or record."""
    names: list[str] = []
    while (field := _owning_field(model)) is not None and len(names) < 3:
        names.append(field.name)
        model = field.related_model
    return "__".join(names) or None


def _owning_field(model: type[Model]) -> Any:
    if issubclass(model, (Page, Person)):
        return None
    to_page = (
        field
        for field in model._meta.fields
        if field.is_relation and isinstance(field.related_model, type) and issubclass(field.related_model, Page)
    )
    return owner_field(model) or next(to_page, None)


def _owner(row: Model | None) -> Any:
    while row is not None and (field := _owning_field(type(row))) is not None:
        owner = getattr(row, field.name)
        if owner is None:
            break
        row = owner
    return row


def _kind(trace: Trace) -> str:
    if trace.is_file:
        return gettext("Upload")
    if trace.model is None:
        return gettext("Words for searching") if trace.holder.treatment is Treatment.DERIVED else trace.table
    return str(capfirst(trace.model._meta.verbose_name))


def _title(trace: Trace, shown_in: Any) -> str:
    if isinstance(shown_in, Page):
        return str(shown_in.get_admin_display_title())
    if shown_in is not None:
        return str(shown_in)
    return str(trace.key) if trace.is_file else ""


def _field(trace: Trace) -> str:
    if trace.is_file:
        return gettext("file name") if trace.column == "name" else gettext("content")
    fields = trace.model._meta.local_fields if trace.model is not None else ()
    return next((str(field.verbose_name) for field in fields if field.column == trace.column), trace.column)
