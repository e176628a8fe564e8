"""On PostgreSQL no statement of a public request runs long: the response is 503, and the connection goes on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.models.expressions import RawSQL
from django.test import Client
from taggit.models import Tag

from api.models import ChangeCounter
from api.views.changes import ChangesView
from api.views.terms import TagListView
from pages.database.statement_timeout import current_timeout, statement_timeout

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL"),
]

#: Takes minutes unless it is canceled.
ENDLESS = "SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b"


@pytest.fixture(autouse=True)
def short(settings: Any) -> Iterator[None]:
    """Begin with a connection of which nothing was asked."""
    settings.API_STATEMENT_TIMEOUT = 0.05
    connection.close()
    yield
    connection.close()


def current() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        (value,) = cursor.fetchone()
    return str(value)


def test_a_statement_that_takes_too_long_is_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    Tag.objects.create(name="Rivers")
    endless = Tag.objects.annotate(number=RawSQL(f"({ENDLESS})", [])).filter(number__gt=0)  # noqa: S611
    with monkeypatch.context() as patch:
        patch.setattr(TagListView, "candidates", lambda self: endless)
        response = client.get("/api/v2/tags/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 503
    assert client.get("/api/v2/tags/").status_code == 200
    assert current() == "0"


def test_views_without_a_snapshot_are_limited_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = ChangeCounter.objects.annotate(number=RawSQL(f"({ENDLESS})", [])).filter(number__gt=0)  # noqa: S611
    with monkeypatch.context() as patch:
        patch.setattr(ChangesView, "get", lambda self, request: list(endless))
        assert client.get("/api/v2/changes/").status_code == 503
    assert client.get("/api/v2/changes/").status_code == 200


@pytest.mark.parametrize("path", ["/feeds/posts.rss", "/sitemap.xml", "/robots.txt", "/llms.txt"])
def test_what_is_served_beside_the_api_is_limited_too(path: str, client: Client) -> None:
    seen: list[float] = []

    def record(execute: Any, *arguments: Any) -> Any:
        seen.append(current_timeout())
        return execute(*arguments)

    with connection.execute_wrapper(record):
        client.get(path)
    assert set(seen) == {0.05}


def test_what_is_not_public_is_not_limited(client: Client) -> None:
    client.get("/api/v2/tags/")
    client.get("/admin/login/")
    assert current() == "0"


def test_the_timeout_is_sent_once_and_survives_a_rollback() -> None:
    sent: list[str] = []
    with statement_timeout(0.05):
        assert current() == "50ms"
        session = connection.connection
        execute = session.execute

        def record(sql: str) -> Any:
            sent.append(sql)
            return execute(sql)

        session.execute = record
        assert current() == "50ms"
        assert sent == []
        with pytest.raises(OperationalError), connection.cursor() as cursor:
            cursor.execute(ENDLESS)
        assert current() == "50ms"
        connection.close()
        assert current() == "50ms"
    assert current() == "0"


def test_without_a_limit_the_one_of_the_server_applies(settings: Any, client: Client) -> None:
    settings.API_STATEMENT_TIMEOUT = 0
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 12345")
    assert client.get("/api/v2/tags/").status_code == 200
    assert current() == "12345ms"
