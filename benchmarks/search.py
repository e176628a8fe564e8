"""Measures searches of a large site: ``python -m benchmarks.search --pages 100000``.

Requests run in one process, without a network, on SQLite or (with ``DATABASE_URL``) on PostgreSQL. With ``--stock``,
it also builds Wagtail's own index of the same pages and sends the same requests to Wagtail API v2. Beyond a few
thousand pages, this takes minutes on SQLite, since its ranking time grows with the square of the number of matches.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable

from django.test import override_settings

from benchmarks.database import scratch_database
from benchmarks.progress import show

ROUNDS = 5
LIMIT_MS = 300


def main() -> None:
    """Fill a database, measure searches, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--stock", action="store_true", help="also measure Wagtail API v2")
    arguments = parser.parse_args()
    with scratch_database() as vendor, override_settings(ROOT_URLCONF="benchmarks.urls"):
        _fill(arguments.pages, stock=arguments.stock)
        print(f"\n{vendor}, {arguments.pages:,} posts, {ROUNDS} rounds, milliseconds\n")
        _measure(stock=arguments.stock)


def _fill(pages: int, *, stock: bool) -> None:
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.content import add_posts
    from pages.search.documents import write_all_documents

    add_posts(pages)
    started = time.perf_counter()
    for what, done, total in write_all_documents():
        show(f"Writing search documents, {what}", done, total)
    print(f"Search documents written in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    if stock:
        started = time.perf_counter()
        call_command("update_index", verbosity=0)
        print(f"Wagtail's index written in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _measure(*, stock: bool) -> None:
    from benchmarks.vocabulary import COMMON_WORD, RARE_WORD

    one_letter_words = "d r l j k m v h b z"
    cases = {
        "a word in 5 % of pages": {"search": RARE_WORD},
        "a word in 56 % of pages": {"search": COMMON_WORD},
        "56 %, by title": {"search": COMMON_WORD, "order": "title"},
        "56 %, without a count": {"search": COMMON_WORD, "count": "false"},
        "5 % and 56 %": {"search": f"{RARE_WORD} {COMMON_WORD}"},
        "the beginning of a word": {"search": RARE_WORD[:3]},
        "ten letters, all": {"search": one_letter_words},
        "ten letters, any": {"search": one_letter_words, "search_operator": "or"},
        "nothing found": {"search": "xqzzy"},
    }
    shared_by_both = {
        name: query for name, query in cases.items() if set(query) == {"search"} and "letters" not in name
    }
    print(f"{'':28} {'matches':>9} {'median':>8} {'slowest':>8}" + (f" {'stock':>9} {'ratio':>7}" if stock else ""))
    slow = []
    for name, query in cases.items():
        matches, times = _times(_requesting("/api/v2/pages/", query))
        line = f"{name:28} {matches:>9} {statistics.median(times):8.1f} {max(times):8.1f}"
        if stock and name in shared_by_both and "beginning" not in name:
            _, stock_times = _times(_requesting("/api/stock/pages/", query), rounds=3)
            stock_median = statistics.median(stock_times)
            line += f" {stock_median:9.1f} {stock_median / statistics.median(times):6.1f}x"
        print(line, flush=True)
        if max(times) > LIMIT_MS:
            slow.append(name)
    print(f"\nOver {LIMIT_MS} ms: {', '.join(slow) if slow else 'none'}")


def _times(request: Callable[[], str], rounds: int = ROUNDS) -> tuple[str, list[float]]:
    matches, times = request(), []
    for _ in range(rounds):
        started = time.perf_counter()
        request()
        times.append((time.perf_counter() - started) * 1000)
    return matches, times


def _requesting(path: str, query: dict[str, str]) -> Callable[[], str]:
    from django.test import Client

    client = Client()

    def request() -> str:
        response = client.get(path, query)
        assert response.status_code == 200, response.content
        return f"{response.json()['meta'].get('total_count', '-')}"

    return request


if __name__ == "__main__":
    main()
