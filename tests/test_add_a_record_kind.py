"""The guide `docs/add-a-record-kind.md` is followed word for word, in a copy of the project."""

from pathlib import Path

import pytest

from tests.databases import OwnDatabase
from tests.guides import follow, project_copy, run

pytestmark = pytest.mark.slow


def test_the_guide_works(tmp_path: Path, migrated_database: OwnDatabase) -> None:
    project = project_copy(tmp_path, migrated_database)
    written, ran = follow("docs/add-a-record-kind.md", project)
    assert written == [
        "campaigns/__init__.py",
        "campaigns/models.py",
        "campaigns/record_kind.py",
        "campaigns/apps.py",
        ".env",
        "tests/test_campaigns.py",
    ]
    assert "Create model Campaign" in ran[0]
    assert "1 passed" in ran[-1]


def test_a_kind_that_is_not_registered_is_reported(tmp_path: Path, migrated_database: OwnDatabase) -> None:
    """A developer who forgets the line is told so."""
    project = project_copy(tmp_path, migrated_database)
    follow("docs/add-a-record-kind.md", project, run_commands=False)
    apps = project / "campaigns/apps.py"
    apps.write_text(apps.read_text().replace("        register_kind(CAMPAIGN)\n", ""))
    check = "EXTRA_APPS=campaigns .venv/bin/python manage.py check --settings cms.settings.dev 2>&1 || true"
    checked = run(project, check)
    assert "(api.E006) campaigns.Campaign is a shared record that the API does not serve" in checked
