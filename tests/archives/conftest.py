"""What tests of archives share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def uploads(settings: Any, tmp_path: Path) -> Path:
    """The folder of the uploads of this test."""
    settings.MEDIA_ROOT = str(tmp_path / "data/media")
    return tmp_path / "data/media"
