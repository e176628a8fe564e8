"""What is in an archive, and what never is."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from archives.format.manifest import NAME
from tests.api.everything import Everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def export(target: Path, **options: Any) -> Path:
    call_command("export_site", str(target), stdout=io.StringIO(), stderr=io.StringIO(), **options)
    return target


def rows(archive: Path, label: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (archive / f"data/{label}.jsonl").read_text().splitlines()]


@pytest.fixture
def everything(uploads: Path) -> Everything:
    return Everything()


def test_the_same_content_is_the_same_archive(everything: Everything, tmp_path: Path) -> None:
    first, second = export(tmp_path / "first"), export(tmp_path / "second")
    names = {path.relative_to(first) for path in first.rglob("*") if path.is_file()}
    assert names == {path.relative_to(second) for path in second.rglob("*") if path.is_file()}
    assert [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()] in ([], [Path(NAME)])
    manifests = [json.loads((folder / NAME).read_text()) for folder in (first, second)]
    for manifest in manifests:
        del manifest["made_at"]
    assert manifests[0] == manifests[1]
    assert rows(first, "pages.person")[0]["key"] == "ada-writer"
