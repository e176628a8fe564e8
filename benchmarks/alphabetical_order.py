"""Measures what alphabetical order costs, with a collation in the database and with a stored sort key.

``python -m benchmarks.alphabetical_order`` starts it; ``DATABASE_URL`` says on which database.

It reads the first 20 of many titles in the binary order of the database, in alphabetical order, and by a stored key,
the last two with and without an index. All alternate in one run, and the best of each counts.
"""

import argparse
import os
import random
import time
from collections.abc import Callable, Sequence

from benchmarks.progress import show

ROWS = (1_000, 10_000, 100_000)
ROUNDS = 7
WORDS = [
    "Álvaro",
    "de",
    "Vries",
    "Émilie",
    "Zeno",
    "Bob",
    "climate",
    "justice",
    "briefing",
    "town",
    "Überblick",
    "café",
]
TABLE = "alphabetical_order_benchmark"


def main() -> None:
    """Print a table of milliseconds and of their ratios to the binary order."""
    argparse.ArgumentParser(prog="python -m benchmarks.alphabetical_order", description=__doc__).parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    import django

    django.setup()
    from django.db import connection

    collected: list[tuple[int, dict[str, float]]] = []
    for done, number in enumerate(ROWS, 1):
        collected.append((number, measure(number)))
        show("sizes", done, len(ROWS))
    names = list(collected[0][1])
    print(f"{connection.vendor}, milliseconds (times the binary order)\n")
    print(f"| rows | {' | '.join(names)} |", f"|---|{'---:|' * len(names)}", sep="\n")
    for number, found in collected:
        cells = (f"{found[name]:.2f} ({found[name] / found[names[0]]:.1f})" for name in names)
        print(f"| {number:,} | {' | '.join(cells)} |")


def measure(number: int) -> dict[str, float]:
    """Return the milliseconds of each way to order ``number`` titles."""
    from django.db import connection

    from pages.database.alphabet import COLLATION, alphabetical_key

    binary = "C" if connection.vendor == "postgresql" else "BINARY"
    kind = "bytea" if connection.vendor == "postgresql" else "blob"
    orders = {"binary": f'title COLLATE "{binary}"', "collation": f'title COLLATE "{COLLATION}"', "key": "sort_key"}
    titles = random.Random(1)  # noqa: S311
    rows = [f"{' '.join(titles.choices(WORDS, k=6))} {row}" for row in range(number)]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {TABLE} (title text, sort_key {kind})")
        values = [(title, alphabetical_key(title)[0]) for title in rows]
        cursor.executemany(f"INSERT INTO {TABLE} VALUES (%s, %s)", values)  # noqa: S608
        found = _best(orders, lambda order: _read(cursor, order))
        for name in ("collation", "key"):
            cursor.execute(f"CREATE INDEX {TABLE}_{name} ON {TABLE} ({orders[name]})")
        cursor.execute(f"ANALYZE {TABLE}")
        indexed = _best({name: orders[name] for name in ("collation", "key")}, lambda order: _read(cursor, order))
        cursor.execute(f"DROP TABLE {TABLE}")
    return {**found, **{f"{name}, indexed": milliseconds for name, milliseconds in indexed.items()}}


def _read(cursor: object, order: str) -> Sequence[object]:
    cursor.execute(f"SELECT title FROM {TABLE} ORDER BY {order} LIMIT 20")  # type: ignore[attr-defined]  # noqa: S608
    found: Sequence[object] = cursor.fetchall()  # type: ignore[attr-defined]
    return found


def _best(orders: dict[str, str], read: Callable[[str], object]) -> dict[str, float]:
    best = dict.fromkeys(orders, float("inf"))
    for _ in range(ROUNDS):
        for name, order in orders.items():
            started = time.perf_counter()
            read(order)
            best[name] = min(best[name], 1000 * (time.perf_counter() - started))
    return best


if __name__ == "__main__":
    main()
