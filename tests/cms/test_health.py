"""The health checks for load balancers and process supervisors."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from operations.health import health_check, services
from operations.health.health_check import Finding, HealthCheck, error, health_checks

TOKEN = "3f9c1d7be04a8652c7d1"


@pytest.fixture(autouse=True)
def settings_of_probes(settings: Any) -> None:
    # The certificate is read over the network.
    settings.CMS_BASE_URL = "http://cms.example.org"


@pytest.fixture
def finding(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[], Finding]], None]:
    """Return a function that has a check find something."""

    def find(name: str, judge: Callable[[], Finding]) -> None:
        checks = {**health_checks()}
        given = {**vars(checks[name]), "judge": judge}
        checks[name] = HealthCheck(**given)
        monkeypatch.setattr(health_check._registry, "_read", checks)

    return find


@pytest.mark.parametrize("path", ["/healthz", "/livez"])
def test_the_process_is_alive_without_anything(client: Client, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # There is no database mark, so any query fails this test.
    monkeypatch.setattr("cms.health.run", None)
    response = client.get(path)
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response.headers["Cache-Control"]
    assert client.post(path).status_code == 405


PROBED = ("database", "replicas", "migrations", "static", "cache", "storage", "disk")


def all_but(*failed: str) -> dict[str, str]:
    return {name: "failed" if name in failed else "ok" for name in PROBED}


@pytest.mark.django_db
def test_ready(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "checks": all_but()}
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/livez", "/readyz"])
@pytest.mark.parametrize("host", ["10.1.2.3:8000", "[fd00::7]", "evil.example.net", "under_score", "a b"])
def test_probes_may_ask_by_ip_address(client: Client, path: str, host: str) -> None:
    assert client.get(path, headers={"host": host}).status_code == 200
    assert client.get("/api/v2/", headers={"host": host}).status_code == 400


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client: Client, settings: Any) -> None:
    application, name = max(node for node in services.latest_migrations() if node[0] == "pages")
    MigrationRecorder(connection).record_unapplied(application, name)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "checks": all_but("migrations")}
    settings.HEALTH_TOKEN = TOKEN
    found = client.get("/readyz", headers={"authorization": f"Bearer {TOKEN}"}).json()
    assert found["checks"]["migrations"]["found"] == f"Not applied: {application}.{name}."


@pytest.mark.django_db
def test_not_ready_without_a_database(client: Client, finding: Any) -> None:
    def fail() -> Finding:
        raise DatabaseError("password of the database")

    finding("database", fail)
    response = client.get("/readyz")
    assert response.status_code == 503 and response.json()["status"] == "unavailable"
    assert response.json()["checks"]["database"] == "failed"
    assert b"password" not in response.content


@pytest.mark.django_db
def test_not_ready_without_the_list_of_static_files(client: Client, finding: Any) -> None:
    finding("static", lambda: error("There is none."))
    response = client.get("/readyz")
    assert response.status_code == 503 and response.json()["checks"] == all_but("static")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["replicas", "cache", "storage", "disk"])
def test_degraded_without_what_pages_do_not_need(client: Client, finding: Any, name: str) -> None:
    finding(name, lambda: error("It does not work."))
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "degraded", "checks": all_but(name)}


@pytest.mark.django_db
def test_degraded_without_a_cache(client: Client, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert client.get("/readyz").json() == {"status": "degraded", "checks": all_but("cache")}


@pytest.mark.django_db
def test_details_are_for_the_token(client: Client, settings: Any) -> None:
    for token, given in (("", ""), ("", "Bearer "), (TOKEN, ""), (TOKEN, "Bearer wrong"), (TOKEN, "Bearer é")):
        settings.HEALTH_TOKEN = token
        response = client.get("/readyz", headers={"authorization": given})
        assert response.json() == {"status": "ok", "checks": all_but()}
    response = client.get("/readyz", headers={"authorization": f"Bearer {TOKEN}"})
    # A dead worker does not keep this process from serving.
    assert response.status_code == 200 and response.json()["status"] == "ok"
    assert set(response.json()["checks"]) == set(health_checks())
    assert response.json()["checks"]["scheduler"]["status"] == "error"
