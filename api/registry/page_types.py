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
    """How pages of a type are served.

    ``serializer`` is a ``FullPageSerializer``. ``endpoint`` names the list and the feeds of this type alone, such as
    ``posts`` for ``/api/v2/posts/`` and ``/feeds/posts.rss``; without it, pages of the type are in ``/api/v2/pages/``
    only. ``order`` is that of the list, written as its ``order`` parameter takes it.

    ``entry`` says how a feed shows such a page (``api.entries.entry.EntryType``; without it, as it shows any page), and
    ``calendar`` how a calendar does (``api.entries.calendar_type.CalendarType``; without it, there is no calendar).
    """

    serializer: Any
    endpoint: str = ""
    order: str = "-first_published_at"
    entry: Any = None
    calendar: Any = None

    @property
    def group(self) -> str:
        """What objects that list pages by type call those of this one: ``posts``; empty without an endpoint."""
        return self.endpoint.replace("-", "_")


_types: Registry[type[BasePage], PageType] = Registry("page type")


def register_page_type(model: type[BasePage], page_type: PageType, *, own: bool = False) -> None:
    """Serve pages of a type. Call it in ``AppConfig.ready``.

    Types made from it that are not registered themselves are served as this one. Raises ``ValueError`` for a type that
    is served already, one that has no table of its own, or an endpoint that is taken, and ``RuntimeError`` when the
    addresses of the API have been made.
    """
    if model._meta.abstract or model._meta.proxy:
        raise ValueError(f"{model.__name__} has no table of its own: register the type whose table holds its pages.")
    taken = {known.endpoint for known in _types.registered().values()} - {""}
    if page_type.endpoint in taken:
        raise ValueError(f"The endpoint “{page_type.endpoint}” of {model.__name__} is registered already.")
    _types.register(model, page_type, own=own)


def page_types() -> dict[type[BasePage], PageType]:
    """Return every page type that is registered, in a stable order. From then on none can be registered."""
    return dict(_types.all())


def registered_type(model: type[Model]) -> type[BasePage] | None:
    """Return the page type that pages of a model are served as: itself, else its nearest registered ancestor."""
    types = page_types()
    return next((base for base in model.__mro__ if base in types), None)


def registered_bases(model: type[Model]) -> list[type[BasePage]]:
    """Return every registered page type that pages of a model are of, the nearest first: lists of each hold them."""
    types = page_types()
    return [base for base in model.__mro__ if base in types]


@functools.cache
def served_types() -> Mapping[type[BasePage], type[BasePage]]:
    """Return for every page type whose pages are served the registered one that they are served as."""
    found = ((model, registered_type(model)) for model in concrete_page_types())
    return {model: served_as for model, served_as in found if served_as is not None}


def type_of_content(content_type_id: int) -> type[BasePage] | None:
    """Return the registered type that pages of a content type are served as, ``None`` where they are not served."""
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return registered_type(model) if model is not None else None


def endpoints() -> dict[str, type[BasePage]]:
    """Return the page types that have an endpoint of their own, by its name."""
    return {page_type.endpoint: model for model, page_type in page_types().items() if page_type.endpoint}


def groups() -> dict[str, type[BasePage]]:
    """Return the page types with an endpoint by what objects that list pages by type call them."""
    return {page_type.group: model for model, page_type in page_types().items() if page_type.endpoint}


def serializer_for(page: Page | type[Page]) -> Any:
    """Return the serializer class of a page or a page type. Raises ``KeyError`` for a type that is not served."""
    model = page if isinstance(page, type) else type(page)
    served_as = registered_type(model)
    if served_as is None:
        raise KeyError(model)
    return page_types()[served_as].serializer


def page_model(label: str) -> type[Page] | None:
    """Return the page type of a name such as ``pages.EventPage``, ``Page`` for all, or ``None`` for an unknown one.

    As with Django's model names, case counts before the dot and not after it.
    """
    known = {model._meta.label_lower: model for model in _all()}
    app_label, _, name = label.partition(".")
    return known.get(f"{app_label}.{name.lower()}")


def page_type_names() -> list[str]:
    """Return the names that ``type`` takes."""
    return [model._meta.label for model in _all()]


def type_names_within(model: type[BasePage]) -> list[str]:
    """Return what ``meta.type`` can say of pages that are of a registered type: its own name first."""
    made_from_it = (other for other in page_types() if other is not model and issubclass(other, model))
    return [model._meta.label, *(other._meta.label for other in made_from_it)]


def in_order(models: Iterable[type[Page]]) -> list[type[Page]]:
    """Return page types each once, in an order of their own, whatever the order they were named in."""
    named = set(models)
    return [model for model in _all() if model in named]


def _all() -> Sequence[type[Page]]:
    return [Page, *page_types()]
