"""PostgreSQL's full-text search."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models.expressions import RawSQL

from pages.search.engine import TITLE_WEIGHT, Engine
from pages.search.query import Operator, SearchQuery
from pages.search.words import folded_words

CREATE = (
    "ALTER TABLE pages_searchdocument ADD COLUMN words tsvector",
    # Large values are stored out of line, so that counting matches reads a small table; words are stored there
    # uncompressed, because ranking reads them.
    "ALTER TABLE pages_searchdocument ALTER COLUMN words SET STORAGE EXTERNAL, SET (toast_tuple_target = 128)",
    "CREATE INDEX pages_searchdocument_words ON pages_searchdocument USING gin (words) WITH (fastupdate = off)",
)


class PostgresqlEngine(Engine):
    """Stores words in a column of the table of search documents, with an index, and ranks with ``ts_rank``."""

    #: The highest word position that PostgreSQL stores.
    last_position = 16383
    weights = f"{{{1 / TITLE_WEIGHT}, 0, 0, 1}}"

    def prepare(self, kinds: Iterable[str]) -> None:
        if not self._run(
            "SELECT 1 FROM pg_attribute WHERE attrelid = 'pages_searchdocument'::regclass AND attname = 'words'"
        ):
            for statement in CREATE:
                self._run(statement)

    def drop(self) -> None:
        self._run("ALTER TABLE pages_searchdocument DROP COLUMN words")

    def write(self, kind: str, texts: Mapping[int, tuple[str, str]]) -> None:
        rows = [(self._vector(title, text), kind, key) for key, (title, text) in texts.items()]
        self._run_many("UPDATE pages_searchdocument SET words = %s::tsvector WHERE kind = %s AND object_id = %s", rows)

    def erase(self, kind: str, keys: Iterable[int]) -> None:
        """Do nothing: the words are stored in the rows of the search documents and are deleted with them."""

    def keys(self, kind: str, query: SearchQuery) -> Any:
        return RawSQL(
            "SELECT object_id FROM pages_searchdocument WHERE kind = %s AND words @@ %s::tsquery",
            [kind, self._expression(query)],
        )

    @contextmanager
    def searching(self) -> Iterator[None]:
        # The planner ignores the cost of fetching the words, which are stored out of line. For a frequent word it would
        # read the words of every row, which takes ten times as long as the index.
        with transaction.atomic(self.database.alias):
            self._run("SET LOCAL enable_seqscan = off")
            yield

    def ranks(self, kind: str, query: SearchQuery, keys: Sequence[int]) -> dict[int, float]:
        # PostgreSQL ranks a whole word like a prefix match, so whole words are ranked separately.
        beginnings, whole = self._expression(query), " | ".join(f"'{word}'" for word in query.words)
        return dict(
            self._run(
                "SELECT object_id, "
                "ts_rank(%s::float4[], words, %s::tsquery) + ts_rank(%s::float4[], words, %s::tsquery) "
                "FROM pages_searchdocument WHERE kind = %s AND object_id = ANY(%s)",
                [self.weights, beginnings, self.weights, whole, kind, list(keys)],
            )
        )

    @staticmethod
    def _expression(query: SearchQuery) -> str:
        sign = " & " if query.operator is Operator.AND else " | "
        return sign.join(f"'{word}':*" for word in query.words)

    def _vector(self, title: str, text: str) -> str:
        positions: dict[str, list[str]] = defaultdict(list)
        title_words = folded_words(title)
        for position, word in enumerate(title_words, 1):
            positions[word].append(f"{min(position, self.last_position)}A")
        for position, word in enumerate(folded_words(text), len(title_words) + 1):
            positions[word].append(str(min(position, self.last_position)))
        return " ".join(f"'{word}':{','.join(places)}" for word, places in positions.items())
