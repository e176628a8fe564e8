"""Shortcuts only save time: without them, responses are the same."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client

from api.loading import child_relations, related_queries
from pages.database import prepared
from tests.api.everything import Everything
from tests.databases import ROOT

PATHS = [*(f"{name}/?fields=*" for name in ("posts", "events", "people", "organizations", "pages")), "organization/"]


def responses(client: Client) -> list[tuple[int, bytes]]:
    got = [client.get(f"/api/v2/{path}") for path in PATHS]
    return [(response.status_code, response.content) for response in got]


def forget() -> None:
    """Forget what was made with other settings."""
    prepared._converted.cache_clear()
    for module in (child_relations, related_queries):
        for found in vars(module).values():
            if hasattr(found, "cache_clear"):
                found.cache_clear()


@pytest.mark.parametrize("name", ["PREPARED_QUERIES", "INSTANCES_WITHOUT_INIT"])
def test_responses_are_the_same_without_it(name: str, client: Client, settings: Any, everything: Everything) -> None:
    expected = responses(client)
    assert {status for status, _ in expected} == {200}
    setattr(settings, name, False)
    forget()
    try:
        assert responses(client) == expected
    finally:
        forget()


def application(**environment: str) -> str:
    """Return the name of the class of the WSGI application."""
    program = "import cms.wsgi; print(type(cms.wsgi.application).__name__)"
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.dev", **environment}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.slow
def test_the_server_starts_with_and_without_it(tmp_path: Any) -> None:
    assert application(DATA_DIR=str(tmp_path)) == "StoredResponsesFirst"
    assert application(DATA_DIR=str(tmp_path), STORED_RESPONSES_BEFORE_DJANGO="off") == "WSGIHandler"
