"""What is asked of one page reads no table of pages from end to end, however the database planner sees the others."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.models import GuestBlogPost
from tests.content import make_post, make_section

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plans of SQLite"),
]

TABLES = ("wagtailcore_page", "pages_guestblogpost")
PAGES = 100_000


@pytest.fixture
def post() -> GuestBlogPost:
    """One of many posts, as far as the planner knows, where nothing is restricted and no page is about anybody."""
    section = make_section(title="Posts", shows="posts")
    posts = [make_post(section, title=f"Post {number}") for number in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        found = cursor.execute("SELECT rowid, stat FROM sqlite_stat1 WHERE tbl IN (%s, %s)", TABLES).fetchall()
        for key, statistics in found:
            cursor.execute("UPDATE sqlite_stat1 SET stat = %s WHERE rowid = %s", [enlarged(statistics), key])
        # Has the planner read them again.
        cursor.execute("ANALYZE sqlite_schema")
    return posts[0]


def enlarged(statistics: str) -> str:
    """Return the number of rows, and how many of them share a value of an index, as if there were very many."""
    rows, *shared = map(int, statistics.split())
    return " ".join(map(str, [PAGES, *(number * PAGES // rows if number > 1 else 1 for number in shared)]))


def scans(client: Client, path: str) -> list[str]:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    found: list[str] = []
    for query in captured.captured_queries:
        found += [step for step in plan(query["sql"]) if step.startswith(tuple(f"SCAN {table}" for table in TABLES))]
    return found


def plan(sql: str) -> list[Any]:
    if not sql.startswith("SELECT"):
        return []
    with connection.cursor() as cursor:
        return [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    ["posts/{id}/", "pages/{id}/", "posts/find/?html_path=/posts/post-0/", "resolve/?path=/posts/post-0/"],
)
def test_no_table_is_read_from_end_to_end(client: Client, post: GuestBlogPost, path: str) -> None:
    assert scans(client, f"/api/v2/{path.format(id=post.pk)}") == []


def test_a_table_that_is_read_from_end_to_end_is_noticed(post: GuestBlogPost) -> None:
    assert plan("SELECT COUNT(*) FROM wagtailcore_page WHERE title LIKE '%post%'")[0].startswith(
        "SCAN wagtailcore_page"
    )
