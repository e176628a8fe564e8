"""The query for whole pages: prepared once for each set of page types, and run with keys or paths."""

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from api.loading.related_queries import columns_from_page
from api.registry.page_types import content_model
from pages.database.prepared import Argument, PreparedQuery, datetime_argument, instance
from pages.visibility.visibility import Visibility, current

#: Page types, each with the fields whose columns are not read.
Deferred = Mapping[type[Page], Collection[str]]


def read_whole_pages(
    visibility: Visibility, deferred: Deferred, *, keys: Collection[int] = (), url_paths: Collection[str] = ()
) -> list[Page]:
    """Return the public pages of the types in ``deferred`` with one of the keys or URL paths, in one query.

    ``url_paths`` start at the root of the page tree. Deferred columns are loaded when they are accessed.
    """
    reader = _reader(tuple((model, tuple(names)) for model, names in deferred.items()))
    found = reader.pages(keys=keys, url_paths=url_paths, at=visibility.at)
    return [page for page in found if visibility.is_at_public_place(page.path)]


class _Reader:
    """Reads pages of several types in one query, whose rows have the columns of all types."""

    def __init__(self, deferred: Mapping[type[Page], Collection[str]]) -> None:
        # By type, the name of each column and its lookup path from ``Page``.
        self._columns = {model: dict(columns_from_page(model, without)) for model, without in deferred.items()}
        selected = ["content_type_id", *(path for columns in self._columns.values() for path in columns.values())]
        self._places = {path: place for place, path in enumerate(dict.fromkeys(selected))}
        wanted = Q(pk__any_of=Argument("keys")) | Q(url_path__any_of=Argument("url_paths"))
        pages = Page.objects.filter(wanted, current(datetime_argument("at"))).order_by("path")
        self._query = PreparedQuery(lambda: pages.values_list(*self._places))

    def pages(self, **arguments: Any) -> Iterator[Page]:
        for row in self._query.rows(**arguments):
            model = self._type_of(row[0])
            if model is not None:
                columns = self._columns[model]
                yield instance(model, list(columns), [row[self._places[path]] for path in columns.values()])

    def _type_of(self, content_type_id: int) -> type[Page] | None:
        """Return the type as which pages of a content type are read: the nearest one in their inheritance."""
        model = content_model(content_type_id)
        return next((base for base in getattr(model, "__mro__", ()) if base in self._columns), None)


@functools.cache
def _reader(deferred: Sequence[tuple[type[Page], Sequence[str]]]) -> _Reader:
    return _Reader(dict(deferred))
