"""What each view answers, for the OpenAPI document."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.openapi import AutoSchema
from wagtail.models import Page

from api.registry.page_types import serializer_for
from api.schema.components import Components, Schema, object_of
from api.serializers.change import ChangeShape
from api.serializers.record import PersonSerializer, TopicSerializer
from api.serializers.redirect import RedirectSerializer
from api.serializers.shapes import PageLinkShape
from api.serializers.site import SiteSerializer
from api.serializers.url import UrlSerializer
from api.views.base import SiteView
from api.views.changes import ChangesView
from api.views.index import IndexView
from api.views.lists import ListView
from api.views.media import MediaListView, MediaView
from api.views.pages import PageListView, PageView
from api.views.preview import PreviewView
from api.views.records import RecordListView, RecordView, TermListView
from api.views.redirects import RedirectListView, RedirectView
from api.views.resolve import ResolveView
from api.views.schema import SchemaView
from api.views.site import SiteDetailView
from api.views.urls import UrlListView

Answer = Callable[[Components, Any], Schema]


def _page(components: Components, view: Any) -> Schema:
    if view.model is Page:
        return components.pages()
    return components.detail(serializer_for(view.model), view.model.__name__, view.model._meta.label)


def _page_list(components: Components, view: Any) -> Schema:
    if view.model is Page:
        return components.listing(components.mixed_page(), "Page")
    name = view.model.__name__
    item = components.list_item(serializer_for(view.model), name, view.model._meta.label, searchable=True)
    return components.listing(item, name)


def _object(components: Components, view: Any) -> Schema:
    return components.detail(view.serializer_class, view.model.__name__)


def _object_list(components: Components, view: Any) -> Schema:
    name = view.model.__name__
    return components.listing(components.list_item(view.serializer_class, name, searchable=True), name)


def _resolve(components: Components, view: Any) -> Schema:
    links = {"type": "array", "items": components.field(PageLinkShape())}

    def outcome(name: str, **properties: Schema) -> Schema:
        title = "".join(word.title() for word in name.split("_"))
        named = {"outcome": {"type": "string", "const": name}, **properties}
        return components.component(f"Resolved{title}", lambda: object_of(named))

    outcomes = {
        "page": outcome("page", page=components.pages()),
        "person": outcome("person", person=components.detail(PersonSerializer, "Person")),
        "redirect": outcome(
            "redirect",
            location={"type": "string"},
            permanent={"type": "boolean"},
            status={"type": "integer", "enum": [301, 302]},
        ),
        "gone": outcome("gone", suggestions=links),
        "not_found": outcome("not_found", suggestions=links),
    }
    mapping = {name: reference["$ref"] for name, reference in outcomes.items()}
    discriminator = {"propertyName": "outcome", "mapping": mapping}
    return components.component("Resolved", lambda: {"oneOf": list(outcomes.values()), "discriminator": discriminator})


def _changes(components: Components, view: Any) -> Schema:
    described: dict[str, Schema] = {
        "cursor": {"type": "string"},
        "complete": {"type": "boolean"},
        "items": {"type": "array", "items": components.field(ChangeShape())},
    }
    return components.component("Changes", lambda: object_of(described))


def _index(components: Components, view: Any) -> Schema:
    addresses = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}
    text = {"type": "string"}
    return components.component("Index", lambda: object_of({"name": text, "version": text, "endpoints": addresses}))


#: What a view answers: the first entry whose class the view is of counts.
ANSWERS: tuple[tuple[type, Answer], ...] = (
    (ResolveView, _resolve),
    (PageListView, _page_list),
    (PageView, _page),
    (RecordListView, _object_list),
    (RecordView, _object),
    (MediaListView, _object_list),
    (MediaView, lambda components, view: components.detail(view.serializer_class, f"{view.model.__name__}Detail")),
    (
        TermListView,
        lambda components, view: components.listing(components.list_item(TopicSerializer, "Label"), "Label"),
    ),
    (
        RedirectListView,
        lambda components, view: components.listing(components.list_item(RedirectSerializer, "Redirect"), "Redirect"),
    ),
    (RedirectView, lambda components, view: components.detail(RedirectSerializer, "Redirect")),
    (SiteDetailView, lambda components, view: components.detail(SiteSerializer, "Site")),
    (
        UrlListView,
        lambda components, view: components.listing(components.list_item(UrlSerializer, "Url"), "Url"),
    ),
    (ChangesView, _changes),
    (SchemaView, lambda components, view: {"type": "object", "additionalProperties": True}),
    (PreviewView, lambda components, view: components.drafts()),
    (IndexView, _index),
)


def answer_schema(auto_schema: AutoSchema, view: Any) -> Schema:
    """Return the schema of a view's 200. Raises ``LookupError`` for a view that none is known of."""
    for view_class, answer in ANSWERS:
        if isinstance(view, view_class):
            return answer(Components(auto_schema), view)
    raise LookupError(f"The OpenAPI document does not know what {type(view).__name__} answers.")


def further_statuses(view: Any) -> tuple[int, ...]:
    """Return with what a view answers where there is nothing to show, or where it is asked too often."""
    if isinstance(view, PreviewView) or takes_drafts(view):
        return 404, 410, 429
    if isinstance(view, ChangesView):
        return (410,)
    return () if isinstance(view, ListView | IndexView | SchemaView | ResolveView) else (404,)


def takes_drafts(view: Any) -> bool:
    """Tell whether a view can answer with the drafts of an editor in their places."""
    return isinstance(view, SiteView) and view.has_perspectives


def media_types(view: Any) -> tuple[str, ...]:
    """Return the media types of a view's 200."""
    return ("application/json", "application/yaml") if isinstance(view, SchemaView) else ("application/json",)
