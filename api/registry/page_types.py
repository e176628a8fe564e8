"""The page types that the API serves."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page

from pages.models.base import BasePage, concrete_page_types
from pages.registration.registry import Registry


@dataclass(frozen=True)
class PageType:
    """Declares how pages of a type are served.

    ``serializer`` is a ``FullPageSerializer``. ``endpoint`` names the list and feeds of this type alone, such as
    ``posts`` for ``/api/v2/posts/`` and ``/feeds/posts.rss``; without it, pages of the type are in ``/api/v2/pages/``
    only. ``order`` is the default order of the list, written like its ``order`` parameter. ``singular`` is what the
    OpenAPI document calls one of them, as in ``get_post``; by default, the endpoint without its last “s”.

    ``entry`` declares the entry in feeds (``api.entries.entry.EntryType``; without it, the entry of any page), and
    ``calendar`` the event in calendars (``api.entries.calendar_type.CalendarType``; without it, there is no calendar).
    """

    serializer: Any
    endpoint: str = ""
    order: str = "-first_published_at"
    entry: Any = None
    calendar: Any = None
    singular: str = ""

    @property
    def group(self) -> str:
        """The name of this type's pages in objects that list pages by type: ``posts``. Empty without an endpoint."""
        return self.endpoint.replace("-", "_")

    @property
    def one(self) -> str:
        """The name of one page of this type in the OpenAPI document: ``post``."""
        return self.singular or self.group.removesuffix("s")


_types: Registry[type[BasePage], PageType] = Registry("page type")


def register_page_type(model: type[BasePage], page_type: PageType, *, own: bool = False) -> None:
    """Register a page type that the API serves. Call this in ``AppConfig.ready``.

    Subclasses that are not registered themselves are served as this type. Raises ``ValueError`` if the type is
    registered already or has no table of its own, or if the endpoint is taken, and ``RuntimeError`` after the page
    types have been read.
    """
    if model._meta.abstract or model._meta.proxy:
        raise ValueError(f"{model.__name__} has no table of its own: register the type whose table holds its pages.")
    taken = {known.endpoint for known in _types.registered().values()} - {""}
    if page_type.endpoint in taken:
        raise ValueError(f"The endpoint “{page_type.endpoint}” of {model.__name__} is registered already.")
    _types.register(model, page_type, own=own)


def page_types() -> Mapping[type[BasePage], PageType]:
    """Return all registered page types, in a stable order. After this call, no page type can be registered."""
    return _types.all()


def registered_type(model: type[Model]) -> type[BasePage] | None:
    """Return the page type as which pages of a model are served: itself, else its nearest registered base."""
    types = page_types()
    return model if model in types else next((base for base in model.__mro__ if base in types), None)


def registered_bases(model: type[Model]) -> list[type[BasePage]]:
    """Return a model's registered page types, itself and its bases, the nearest first. All their lists contain it."""
    types = page_types()
    return [base for base in model.__mro__ if base in types]


@functools.cache
def served_types() -> Mapping[type[BasePage], type[BasePage]]:
    """Return the page types that are served, with the registered type as which each is served."""
    found = ((model, registered_type(model)) for model in concrete_page_types())
    return {model: served_as for model, served_as in found if served_as is not None}


def content_model(content_type_id: int) -> type[Any] | None:
    """Return the model of a content type, or ``None`` if there is no such model, or no such content type."""
    try:
        return ContentType.objects.get_for_id(content_type_id).model_class()
    except ContentType.DoesNotExist:
        return None


def type_of_content(content_type_id: int) -> type[BasePage] | None:
    """Return the registered type as which pages of a content type are served, or ``None`` if they are not served."""
    model = content_model(content_type_id)
    return registered_type(model) if model is not None else None


def endpoints() -> dict[str, type[BasePage]]:
    """Return the page types with an endpoint, by its name."""
    return {page_type.endpoint: model for model, page_type in page_types().items() if page_type.endpoint}


def groups() -> dict[str, type[BasePage]]:
    """Return the page types with an endpoint, by their ``group``."""
    return {page_type.group: model for model, page_type in page_types().items() if page_type.endpoint}


def serializer_for(page: Page | type[Page]) -> Any:
    """Return the serializer class of a page or page type. Raises ``KeyError`` for a type that is not served."""
    model = page if isinstance(page, type) else type(page)
    served_as = registered_type(model)
    if served_as is None:
        raise KeyError(model)
    return page_types()[served_as].serializer


def page_model(label: str) -> type[Page] | None:
    """Return the page type with a name such as ``pages.EventPage``, or ``None`` for an unknown one.

    ``wagtailcore.Page`` stands for all. As in Django's model names, only the part before the dot is case-sensitive.
    """
    known = {model._meta.label_lower: model for model in _all()}
    app_label, _, name = label.partition(".")
    return known.get(f"{app_label}.{name.lower()}")


def page_type_names() -> list[str]:
    """Return the names that the ``type`` parameter takes."""
    return [model._meta.label for model in _all()]


def type_names_within(model: type[BasePage]) -> list[str]:
    """Return the values of ``meta.type`` of pages of a registered type, its own name first."""
    subclasses = (other for other in page_types() if other is not model and issubclass(other, model))
    return [model._meta.label, *(other._meta.label for other in subclasses)]


def in_order(models: Iterable[type[Page]]) -> list[type[Page]]:
    """Return the page types without repetition, in the order of the registry."""
    named = set(models)
    return [model for model in _all() if model in named]


def _all() -> Sequence[type[Page]]:
    return [Page, *page_types()]
