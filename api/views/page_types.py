"""The endpoints of single page types, such as ``posts/``, built from the registry."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from api.registry.page_types import endpoints, page_types
from api.views.page_lists import PageListView
from api.views.pages import PageDetailView, PageFindView
from pages.models.base import BasePage


def page_type_patterns() -> Iterator[URLPattern]:
    """Yield the routes of every page type with an endpoint: its list, ``find/`` and its details."""
    for endpoint, model in endpoints().items():
        yield path(f"{endpoint}/", list_view(model).as_view(), name=endpoint)
        yield path(f"{endpoint}/find/", find_view(model).as_view())
        yield path(f"{endpoint}/<key:key>/", detail_view(model).as_view())


def list_view(model: type[BasePage]) -> type[PageListView]:
    """Return the view that lists the pages of one type in the order of that type."""
    namespace = {
        "__doc__": f"{_several(model)}. Old ones are listed too: the list has no date limit.",
        "model": model,
        "default_order": page_types()[model].order,
    }
    return type(f"{model.__name__}ListView", (PageListView,), namespace)


def detail_view(model: type[BasePage]) -> type[PageDetailView]:
    """Return the view of one page of a type by its id."""
    namespace = {"__doc__": f"{_one(model)} by its id.", "model": model, "one": page_types()[model].one}
    return type(f"{model.__name__}DetailView", (PageDetailView,), namespace)


def find_view(model: type[BasePage]) -> type[PageFindView]:
    """Return the view of one page of a type by its path or id."""
    namespace = {
        "__doc__": f"{_one(model)} by its path on the frontend, or by its id.",
        "model": model,
        "one": page_types()[model].one,
    }
    return type(f"{model.__name__}FindView", (PageFindView,), namespace)


def _one(model: type[BasePage]) -> str:
    return str(model._meta.verbose_name).capitalize()


def _several(model: type[BasePage]) -> str:
    return str(model._meta.verbose_name_plural).capitalize()
