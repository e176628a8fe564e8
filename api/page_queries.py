"""The queries for one page: prepared once a type, and run with the key or the path that a request asks for."""

import functools
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import Page

from pages.prepared import Argument, PreparedQuery, column_names, instance, instant_argument
from pages.visibility import Visibility, current


@dataclass(frozen=True)
class FoundPage:
    """Where a public page is, and of which type."""

    key: int
    tree_path: str
    url_path: str
    model: type[Page]


def read_page(model: type[Model], key: int, visibility: Visibility, deferred: Collection[str] = ()) -> Page | None:
    """Return the page of a type with a key, without the deferred columns; ``None`` unless it is public."""
    names = column_names(model, without=deferred)
    for row in _page(model, tuple(deferred)).rows(key=[key], at=visibility.at):
        page: Page = instance(model, names, row)
        return page if visibility.is_at_public_place(page.path) else None
    return None


def find_pages(
    visibility: Visibility, *, keys: Collection[int] = (), url_paths: Collection[str] = ()
) -> list[FoundPage]:
    """Return the public pages that have one of some keys, or one of some places in the tree."""
    return list(_found(visibility, keys, url_paths))


def _found(visibility: Visibility, keys: Collection[int], url_paths: Collection[str]) -> Iterator[FoundPage]:
    for key, tree_path, url_path, content_type in _places().rows(keys=keys, url_paths=url_paths, at=visibility.at):
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None and issubclass(model, Page) and visibility.is_at_public_place(tree_path):
            yield FoundPage(key, tree_path, url_path, model)


@functools.cache
def _page(model: type[Model], deferred: tuple[str, ...]) -> PreparedQuery:
    pages = model._default_manager.filter(current(instant_argument("at")), pk__any_of=Argument("key"))
    return PreparedQuery(lambda: pages.order_by().values_list(*column_names(model, without=deferred)))


@functools.cache
def _places() -> PreparedQuery:
    wanted = Q(pk__any_of=Argument("keys")) | Q(url_path__any_of=Argument("url_paths"))
    pages = Page.objects.filter(wanted, current(instant_argument("at")))
    return PreparedQuery(lambda: pages.order_by("path").values_list("pk", "path", "url_path", "content_type_id"))
