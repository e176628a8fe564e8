"""The guide `docs/add-a-block.md` is followed word for word, in a copy of the project."""

from pathlib import Path

import pytest

from tests.databases import OwnDatabase
from tests.guides import follow, project_copy, run

pytestmark = pytest.mark.slow


def test_the_guide_works(tmp_path: Path, migrated_database: OwnDatabase) -> None:
    project = project_copy(tmp_path, migrated_database)
    written, ran = follow("docs/add-a-block.md", project)
    assert written == [
        "factboxes/__init__.py",
        "factboxes/fact_box.py",
        "factboxes/apps.py",
        ".env",
        "tests/test_fact_boxes.py",
    ]
    assert "1 passed" in ran[-1]


def test_a_part_that_is_forgotten_is_named(tmp_path: Path, migrated_database: OwnDatabase) -> None:
    """A developer who leaves a part out is told which, and what it is."""
    project = project_copy(tmp_path, migrated_database)
    follow("docs/add-a-block.md", project, run_commands=False)
    definition = project / "factboxes/fact_box.py"
    text = definition.read_text()
    begin, end = text.index("    def collect("), text.index("    def build(")
    definition.write_text(text[:begin] + text[end:])
    check = "EXTRA_APPS=factboxes .venv/bin/python manage.py check --settings cms.settings.dev 2>&1 || true"
    checked = run(project, check)
    assert "(api.E005) The block “fact_box” lacks “collect”" in checked
