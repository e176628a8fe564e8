"""SQLite's full-text search, FTS5."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models.expressions import RawSQL

from pages.search.engine import TITLE_WEIGHT, Engine
from pages.search.query import SearchQuery
from pages.search.words import folded_words


class SqliteEngine(Engine):
    """Stores words in one FTS5 table per kind, with the key as ``rowid``, and ranks with BM25."""

    def prepare(self, kinds: Iterable[str]) -> None:
        for kind in kinds:
            # This tokenizer treats every non-ASCII character as part of a word; spaces already separate the words.
            self._run(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {self._table(kind)} "
                "USING fts5(title, text, tokenize = 'ascii', prefix = '1 2 3')"
            )

    def drop(self) -> None:
        tables = self._run(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
        )
        for (table,) in tables:
            if table.startswith("pages_search_"):
                self._run(f"DROP TABLE {table}")

    def write(self, kind: str, texts: Mapping[int, tuple[str, str]]) -> None:
        self.erase(kind, texts)
        rows = [(key, *(" ".join(folded_words(part)) for part in parts)) for key, parts in texts.items()]
        self._run_many(f"INSERT INTO {self._table(kind)} (rowid, title, text) VALUES (%s, %s, %s)", rows)

    def erase(self, kind: str, keys: Iterable[int]) -> None:
        self._run_many(f"DELETE FROM {self._table(kind)} WHERE rowid = %s", [(key,) for key in keys])

    def keys(self, kind: str, query: SearchQuery) -> Any:
        table = self._table(kind)
        return RawSQL(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [self._expression(query, "{}*")])

    def ranks(self, kind: str, query: SearchQuery, keys: Sequence[int]) -> dict[int, float]:
        table = self._table(kind)
        # With a list of keys, SQLite would run the search once per key; a range limits a single run.
        found = self._run(
            f"SELECT rowid, -bm25({table}, %s, 1.0) FROM {table} WHERE {table} MATCH %s AND rowid BETWEEN %s AND %s",
            [TITLE_WEIGHT, self._expression(query, "({0} OR {0}*)"), min(keys), max(keys)],
        )
        return dict(found)

    @staticmethod
    def _table(kind: str) -> str:
        return f"pages_search_{kind}_words"

    @staticmethod
    def _expression(query: SearchQuery, template: str) -> str:
        return f" {query.operator.upper()} ".join(template.format(f'"{word}"') for word in query.words)
