"""The health checks for load balancers and process supervisors."""

import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.storage import Storage
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from cms import health


def test_healthz_needs_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    # There is no database mark, so any query fails this test.
    monkeypatch.setattr(health, "passes", None)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response.headers["Cache-Control"]
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_ready(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "cache": "ok", "storage": "ok"},
    }
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client: Client) -> None:
    application, name = max(node for node in health.latest_migrations() if node[0] == "pages")
    MigrationRecorder(connection).record_unapplied(application, name)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "unavailable",
        "checks": {"database": "ok", "migrations": "failed", "cache": "ok", "storage": "ok"},
    }


def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> bool:
        raise DatabaseError("password of the database")

    monkeypatch.setattr(health, "database_responds", fail)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"] == {
        "database": "failed",
        "migrations": "failed",
        "cache": "ok",
        "storage": "ok",
    }
    assert b"password" not in response.content


@pytest.mark.django_db
def test_degraded_without_a_cache(client: Client, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["checks"]["cache"] == "failed"


def storage_check(client: Client) -> tuple[int, str, str]:
    response = client.get("/readyz")
    body = response.json()
    return response.status_code, body["status"], body["checks"]["storage"]


def use_folder(settings: Any, folder: Path) -> None:
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend, "OPTIONS": {"location": str(folder)}}}


@pytest.mark.django_db
def test_a_folder_for_files_that_can_be_made_is_enough(client: Client, settings: Any, tmp_path: Path) -> None:
    use_folder(settings, tmp_path / "media" / "of" / "ours")
    assert storage_check(client) == (200, "ok", "ok")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_degraded_where_no_file_can_be_kept(
    client: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "media").write_text("a file in the place of the folder")
    use_folder(settings, tmp_path / "media")
    assert storage_check(client) == (200, "degraded", "failed")
    use_folder(settings, tmp_path)
    assert storage_check(client) == (200, "ok", "ok")
    # The user who runs the tests may be allowed to write anywhere.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert storage_check(client) == (200, "degraded", "failed")


@pytest.mark.django_db
def test_a_disk_without_space_is_degraded(
    client: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=health.LEAST_FREE - 1))
    assert storage_check(client) == (200, "degraded", "failed")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=health.LEAST_FREE))
    assert storage_check(client) == (200, "ok", "ok")


class Bucket(Storage):
    """A remote storage that responds or fails."""

    fails = False

    def exists(self, name: str) -> bool:
        if self.fails:
            raise OSError("key of the bucket")
        return False


@pytest.mark.django_db
def test_degraded_without_the_bucket(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.Bucket"}}
    assert storage_check(client) == (200, "ok", "ok")
    monkeypatch.setattr(Bucket, "fails", True)
    assert storage_check(client) == (200, "degraded", "failed")
    assert b"bucket" not in client.get("/readyz").content
