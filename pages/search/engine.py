"""The interface of a search engine.

Engines store words as ``pages.search.words`` folds them instead of tokenizing texts in their own way. So the results of
a search do not depend on the database; only their ranking does.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from pages.search.query import SearchQuery

#: The weight of a word in a title, relative to 1 in the text.
TITLE_WEIGHT = 10.0


class Engine(ABC):
    """Stores the words of objects by kind (see ``pages.search.documents``) and key, and finds keys by words."""

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        self.database = database

    @abstractmethod
    def prepare(self, kinds: Iterable[str]) -> None:
        """Create the tables, columns and indexes for the words of these kinds if they are missing."""

    @abstractmethod
    def drop(self) -> None:
        """Remove everything that ``prepare`` created, for all kinds."""

    @abstractmethod
    def write(self, kind: str, texts: Mapping[int, tuple[str, str]]) -> None:
        """Store the words of title and text by key, replacing earlier words. The search documents must exist."""

    @abstractmethod
    def erase(self, kind: str, keys: Iterable[int]) -> None:
        """Delete the words of the objects with these keys."""

    @abstractmethod
    def keys(self, kind: str, query: SearchQuery) -> Any:
        """Return a subquery for the keys of the objects that match a query with at least one word."""

    def searching(self) -> AbstractContextManager[None]:
        """Return a context for queries that use ``keys``, in which the engine can change database settings."""
        return nullcontext()

    @abstractmethod
    def ranks(self, kind: str, query: SearchQuery, keys: Sequence[int]) -> dict[int, float]:
        """Return the ranks of objects that match the query, by key; higher is better.

        The result may contain more keys than ``keys``.
        """

    def _run(self, sql: str, parameters: Iterable[Any] = ()) -> list[Any]:
        with self.database.cursor() as cursor:
            cursor.execute(sql, list(parameters))
            return list(cursor.fetchall()) if cursor.description else []

    def _run_many(self, sql: str, parameters: Sequence[Any]) -> None:
        with self.database.cursor() as cursor:
            cursor.executemany(sql, parameters)
