"""PostgreSQL plans the statements of prepared queries once for a connection."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.database.prepared import Argument, PreparedQuery
from pages.database.snapshot import snapshot
from pages.models import Topic
from tests.content import make_post

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL"),
]


@pytest.fixture(autouse=True)
def rivers() -> Iterator[None]:
    """Make a topic that is found, and begin with a connection on which nothing is prepared."""
    Topic.objects.create(name="Rivers", slug="rivers", description="All of them")
    connection.close()
    yield
    connection.close()


@pytest.fixture
def query() -> PreparedQuery:
    return PreparedQuery(
        lambda: Topic.objects.filter(slug=Argument("slug")).order_by("description").values_list("name")
    )


def prepared() -> list[tuple[Any, ...]]:
    """Return what the connection has prepared: the SQL, how often it ran as planned, and how often planned again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements ORDER BY name")
        return cursor.fetchall()


def execute_elsewhere(sql: str) -> None:
    """Execute a statement on another connection."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(sql)
    other.close()


def test_a_statement_is_planned_once_whatever_its_values(query: PreparedQuery) -> None:
    for _ in range(4):
        with snapshot():
            assert query.rows(slug="rivers") == [("Rivers",)]
        with snapshot():
            assert query.rows(slug="lakes") == []
    ((statement, run, planned_anew),) = prepared()
    assert '"slug" = ($1)' in statement
    assert (run, planned_anew) == (8, 0)


def test_a_page_is_read_with_prepared_statements(client: Client) -> None:
    path = f"/api/v2/pages/{make_post().pk}/"
    first = client.get(path).content
    statements = [statement for statement, *_ in prepared()]
    assert len(statements) >= 4
    assert client.get(path).content == first
    assert [statement for statement, *_ in prepared()] == statements


def test_a_column_whose_type_changes_meanwhile_costs_one_response(query: PreparedQuery) -> None:
    with snapshot():
        assert query.rows(slug="rivers") == [("Rivers",)]
    alter = "ALTER TABLE pages_topic ALTER COLUMN name TYPE varchar({})"
    execute_elsewhere(alter.format(200))
    try:
        with pytest.raises(DatabaseError, match="must not change result type"), snapshot():
            query.rows(slug="rivers")
        with snapshot():
            assert query.rows(slug="rivers") == [("Rivers",)]
    finally:
        execute_elsewhere(alter.format(100))


def test_after_an_error_it_is_prepared_once_more(query: PreparedQuery) -> None:
    with pytest.raises(DatabaseError), snapshot(), connection.cursor() as cursor:
        query.rows(slug="rivers")
        cursor.execute("SELECT 1 / 0")
    assert prepared() == []
    with snapshot():
        assert query.rows(slug="rivers") == [("Rivers",)]
    assert len(prepared()) == 1


def test_outside_a_transaction_nothing_is_prepared(query: PreparedQuery) -> None:
    assert query.rows(slug="rivers") == [("Rivers",)]
    assert prepared() == []


def test_nothing_is_prepared_where_that_is_turned_off(query: PreparedQuery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(connection.settings_dict["OPTIONS"], "prepare_threshold")
    with snapshot():
        assert query.rows(slug="rivers") == [("Rivers",)]
    assert prepared() == []


def test_the_log_of_queries_has_the_values(query: PreparedQuery) -> None:
    with snapshot(), CaptureQueriesContext(connection) as captured:
        query.rows(slug="rivers")
    assert captured.captured_queries[-1]["sql"].count("'rivers'") == 1
