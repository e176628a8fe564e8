"""What an engine that searches words has to do.

Engines store words as ``pages.search.words`` folds them, so that none takes texts apart in its own way: what is found
does not depend on the database. How the found is ranked does.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from pages.search.query import SearchQuery

#: What a word in a title counts for, against 1 in the text.
TITLE_WEIGHT = 10.0


class Engine(ABC):
    """Keeps the words of things by their kind (``pages.search.documents``) and key, and finds keys by words."""

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        self.database = database

    @abstractmethod
    def prepare(self, kinds: Iterable[str]) -> None:
        """Make what the words of objects of some kinds are kept in, where it is missing."""

    @abstractmethod
    def drop(self) -> None:
        """Remove everything that ``prepare`` made, for any kind."""

    @abstractmethod
    def write(self, kind: str, texts: Mapping[int, tuple[str, str]]) -> None:
        """Keep the words of things that have a search document: title and text by key. Earlier words are replaced."""

    @abstractmethod
    def erase(self, kind: str, keys: Iterable[int]) -> None:
        """Forget the words of things."""

    @abstractmethod
    def keys(self, kind: str, query: SearchQuery) -> Any:
        """Return the keys that a query with at least one word finds, as a subquery."""

    def searching(self) -> AbstractContextManager[None]:
        """Return a context to run queries with ``keys`` in, for which the database may need to be prepared."""
        return nullcontext()

    @abstractmethod
    def ranks(self, kind: str, query: SearchQuery, keys: Sequence[int]) -> dict[int, float]:
        """Return by key how well things that the query finds match it; more is better.

        It may return more than were asked for.
        """

    def _run(self, sql: str, parameters: Iterable[Any] = ()) -> list[Any]:
        with self.database.cursor() as cursor:
            cursor.execute(sql, list(parameters))
            return list(cursor.fetchall()) if cursor.description else []

    def _run_many(self, sql: str, parameters: Sequence[Any]) -> None:
        with self.database.cursor() as cursor:
            cursor.executemany(sql, parameters)
