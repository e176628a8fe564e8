"""Pages go from one installation to another and back by the commands alone, also between SQLite and PostgreSQL."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.api.everything import Everything
from tests.archives.merging import differences
from tests.content import make_post_of_every_block
from tests.places import Place, empty_place, original, place, run

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]

DETAILS = """
import json
from tests.archives.merging import details
print(json.dumps(details(), sort_keys=True))
"""


@pytest.fixture
def everything(uploads: Path) -> Everything:
    everything = Everything()
    make_post_of_every_block()
    return everything


def done(where: Place, *arguments: str) -> str:
    result = run(where, "manage.py", *arguments)
    assert result.returncode == 0, result.stderr
    return result.stdout


def details_of(where: Place) -> Any:
    return json.loads(done(where, "shell", "--no-imports", "-c", DETAILS).splitlines()[-1])


def there_and_back(there: Place, here: Place, folder: Path) -> None:
    """Merge all pages of one installation into an empty one, and from that into the first."""
    before = details_of(there)
    done(there, "export_site", str(folder / "there.zip"), "--page", "/", "--with-descendants")
    done(here, "migrate", "--verbosity=0")
    assert "0 conflict" in done(here, "import_site", str(folder / "there.zip"), "--merge", "--publish")
    assert list(differences(before, details_of(here))) == []
    done(here, "export_site", str(folder / "here.zip"), "--page", "/", "--with-descendants")
    told = done(there, "import_site", str(folder / "here.zip"), "--merge", "--publish")
    assert "0 created, 0 updated" in told and "0 conflict; 0 published" in told, told
    assert list(differences(before, details_of(there))) == []


def test_to_another_database_of_the_same_kind(everything: Everything, tmp_path: Path) -> None:
    with empty_place(tmp_path / "other") as where:
        there_and_back(original(tmp_path), where, tmp_path)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL (DATABASE_URL)")
def test_from_one_kind_of_database_to_the_other(everything: Everything, tmp_path: Path) -> None:
    folder = tmp_path / "sqlite"
    folder.mkdir()
    there_and_back(original(tmp_path), place(f"sqlite:///{folder / 'db.sqlite3'}", folder), tmp_path)
