"""Scheduled publications and expiries of pages and records as entries of the editors' calendar."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from pages.editor.calendar.entry import Entry, Kind, Span, at_instant
from pages.editor.visible_pages import visible_pages
from pages.records.record import Record, record_models
from pages.registration.registry import Registry

#: Functions that return what else is published at an instant, as entries for a user within a span.
_FURTHER: Registry[str, Callable[[Any, Span], list[Entry]]] = Registry("source of scheduled publications")


def register_go_live_entries(name: str, entries: Callable[[Any, Span], list[Entry]], *, own: bool = False) -> None:
    """Add a function that returns what else is published within a span, as a user may see it: entries ``GO_LIVE``.

    Call this in ``AppConfig.ready``.
    """
    _FURTHER.register(name, entries, own=own)


def go_live_entries(user: Any, span: Span) -> list[Entry]:
    """Return the approved publications of a span, of pages and records that the user works on."""
    revisions = Revision.objects.filter(approved_go_live_at__gte=span.start, approved_go_live_at__lt=span.end)
    due: dict[int, dict[str, Any]] = defaultdict(dict)
    for base, key, at in revisions.values_list("base_content_type_id", "object_id", "approved_go_live_at"):
        due[base][key] = at
    entries = [
        at_instant(Kind.GO_LIVE, source, title, url, due[base][str(source.pk)], span.zone)
        for base, keys in due.items()
        for source, title, url in _visible(user, base, keys)
    ]
    return [*entries, *(entry for further in _FURTHER.all().values() for entry in further(user, span))]


def expiry_entries(user: Any, span: Span) -> list[Entry]:
    """Return the expiries of a span, of public pages and records that the user works on."""
    expiring = {"live": True, "expire_at__gte": span.start, "expire_at__lt": span.end}
    pages = visible_pages(user).filter(**expiring)
    found = [(page, page.expire_at, *_title_and_url(page)) for page in pages]
    for model in _editable_records(user):
        found += [(record, record.expire_at, *_title_and_url(record)) for record in model.objects.filter(**expiring)]
    return [at_instant(Kind.EXPIRY, source, title, url, at, span.zone) for source, at, title, url in found]


def _visible(user: Any, base: int, keys: Any) -> Iterator[tuple[Any, str, str]]:
    model: Any = ContentType.objects.get_for_id(base).model_class()
    if model is Page:
        sources: Any = visible_pages(user)
    elif model in _editable_records(user):
        sources = model._default_manager.all()
    else:
        return
    for source in sources.filter(pk__in=keys):
        yield (source, *_title_and_url(source))


def _editable_records(user: Any) -> list[Any]:
    return [
        model
        for model in record_models()
        if policy_registry.get_by_type(model).user_has_any_permission(user, ["change", "publish"])
    ]


def _title_and_url(source: Any) -> tuple[str, str]:
    if isinstance(source, Record):
        return str(source), reverse(type(source).snippet_viewset.get_url_name("edit"), args=[source.pk])
    return source.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[source.pk])
