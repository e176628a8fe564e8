"""Deployments whose responses may differ do not share stored responses."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from api.stored_responses.release import digest_of_code, release


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the only module of the project."""
    monkeypatch.setattr(apps, "get_app_configs", lambda: [SimpleNamespace(path=str(tmp_path / "press"))])
    module = tmp_path / "press/models.py"
    module.parent.mkdir()
    module.write_text("one = 1\n")
    forget()
    yield module
    forget()


def forget() -> None:
    """Forget what another process would not know."""
    digest_of_code.cache_clear()
    release.cache_clear()


def name() -> str:
    forget()
    return release()


@pytest.mark.slow
def test_it_is_the_same_in_every_process_of_a_deployment() -> None:
    assert name() == name()
    assert len(name()) == 16


def test_other_code_is_another_release(module: Path) -> None:
    before = name()
    module.write_text("one = 2\n")
    assert name() != before


def test_another_library_is_another_release(monkeypatch: pytest.MonkeyPatch) -> None:
    before = name()
    libraries = [SimpleNamespace(name="wagtail", version="8.0.2")]
    monkeypatch.setattr("api.stored_responses.release.distributions", lambda: libraries)
    assert name() != before


@pytest.mark.parametrize("named", ["", "2026.11"])
def test_another_setting_is_another_release(settings: Any, named: str) -> None:
    settings.RELEASE = named
    before = name()
    settings.FRONTEND_URL = "https://other.example.org"
    assert name() != before


def test_a_named_release_does_not_read_the_code(settings: Any, module: Path) -> None:
    settings.RELEASE = "2026.11"
    before = name()
    module.write_text("one = 2\n")
    assert name() == before
    settings.RELEASE = "2026.12"
    assert name() != before
