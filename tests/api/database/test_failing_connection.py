"""Whenever the database goes away while a response is built, the response is 503 and the next one is right."""

from itertools import product
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.content import make_post

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PATHS = ["pages/{key}/", "posts/", "posts/?search=post", "changes/", "resolve/?path=/a/", "site/"]


@pytest.fixture
def key() -> int:
    """The key of a post."""
    key: int = make_post().pk
    return key


def assert_is_503(response: Any) -> None:
    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert response["Retry-After"] == "5"
    assert response.json()["status"] == 503


def test_the_end_of_a_snapshot_may_fail(key: int, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    wrapper: Any = connections["default"]
    path, endings = f"/api/v2/pages/{key}/", 0
    for method, error in product(("commit", "_commit", "rollback"), (OperationalError, InterfaceError)):
        ended: list[str] = []

        def fail(*_: Any, error: type[Exception] = error, ended: list[str] = ended) -> None:
            ended.append("")
            if connection.vendor == "postgresql":
                wrapper.connection.close()
            raise error("The server closed the connection.")

        with monkeypatch.context() as patch:
            patch.setattr(wrapper, method, fail)
            response = client.get(path)
        connection.close()
        # A snapshot ends with a commit on one database, and on the other with a rollback, whose failure costs nothing.
        endings += len(ended)
        if ended and method != "rollback":
            assert_is_503(response)
        else:
            assert response.status_code == 200
        assert client.get(path).status_code == 200
    assert endings >= 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL")
def test_the_server_may_end_the_connection_before_any_statement(key: int, client: Client) -> None:
    other, killed = connection.copy(), 0
    for path in PATHS:
        target = f"/api/v2/{path.format(key=key)}"
        with CaptureQueriesContext(connection) as captured:
            assert client.get(target).status_code == 200
        statements = sum(not query["sql"].startswith(("BEGIN", "COMMIT")) for query in captured.captured_queries)
        for number in range(statements):
            countdown = iter(range(number, -1, -1))

            def kill(execute: Any, *arguments: Any, countdown: Any = countdown) -> Any:
                if next(countdown, -1) == 0:
                    with other.cursor() as cursor:
                        session: Any = connection.connection
                        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [session.info.backend_pid])
                return execute(*arguments)

            with connection.execute_wrapper(kill):
                assert_is_503(client.get(target))
            killed += 1
            connection.close()
            assert client.get(target).status_code == 200
    assert killed > 20
    other.close()
