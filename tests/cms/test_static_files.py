"""Production does not start without its static files."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.static_files import refuse_without_static_files

MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"


@pytest.fixture
def production(settings: Any, tmp_path: Path) -> Path:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": MANIFEST}}
    settings.STATIC_ROOT = str(tmp_path)
    return tmp_path


def test_without_the_list_of_static_files(production: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"There are no static files in .*: run `manage\.py collectstatic"):
        refuse_without_static_files()


def test_with_the_list(production: Path) -> None:
    (production / "staticfiles.json").write_text('{"version": "1.1", "hash": "", "paths": {}}')
    refuse_without_static_files()


def test_development_needs_none() -> None:
    refuse_without_static_files()
