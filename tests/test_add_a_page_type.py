"""The guide that adds a page type is followed word for word, in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import FOLDER, ROOT, OwnDatabase, fingerprint

pytestmark = pytest.mark.slow
GUIDE = (ROOT / "docs/add-a-page-type.md").read_text()
#: A file to write (its name, then its content), or commands to run.
STEP = re.compile(r"(?:^`(?P<name>[\w./]+)`\n\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)

#: What the guide promises beyond its own test.
PROMISES = """
import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from statements.models import Statement
from tests.content import add, home, open_preview, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    return publish(add(home(), Statement(title="We object", issued_on="2030-05-01", summary="Loudly.")))


def test_the_list_compares_and_orders(client, statement):
    for query in ("issued_on__gte=2030-01-01&order=-issued_on", "kind=statement", "search=object", "locale=en"):
        assert client.get(f"/api/v2/statements/?{query}").json()["meta"]["total_count"] == 1, query
    for query in ("kind=nonsense", "body=x", "order=body"):
        assert client.get(f"/api/v2/statements/?{query}").status_code == 400, query
    assert client.get("/api/v2/statements/?issued_on__gt=2030-05-01").json()["items"] == []


def test_it_is_a_page_among_pages(client, statement):
    detail = client.get(f"/api/v2/statements/{statement.pk}/").json()
    by_path = [f"{name}/find/?html_path=/we-object/" for name in ("pages", "statements")]
    for address in (f"pages/{statement.pk}/", *by_path):
        assert client.get(f"/api/v2/{address}").json() == detail, address
    assert client.get("/api/v2/resolve/?path=/we-object/").json()["page"] == detail
    assert detail["meta"]["type"] == "statements.Statement"
    assert detail["listing"] == {
        "kicker": "Statement", "title": "We object", "summary": "Loudly.", "image": None, "date": "2030-05-01"
    }
    among = client.get("/api/v2/pages/?type=statements.Statement,pages.HomePage&fields=listing").json()
    assert among["meta"]["total_count"] == 2
    assert statement.pk in [item["id"] for item in client.get("/api/v2/urls/").json()["items"]]
    assert "/we-object/" in client.get("/sitemap.xml").content.decode()


def test_a_list_costs_the_same_for_one_and_for_many(client, statement, django_assert_max_num_queries):
    for number in range(5):
        publish(add(home(), Statement(title=f"More {number}", issued_on="2030-05-02")))
    with django_assert_max_num_queries(20):
        assert len(client.get("/api/v2/statements/?fields=*").json()["items"]) == 6


def test_the_schema_describes_it(client, statement):
    document = client.get("/api/v2/schema/").json()
    described = document["components"]["schemas"]
    assert described["Statement"]["properties"]["kind"]["enum"] == ["statement", "open_letter"]
    assert {"StatementList", "StatementListItem", "StatementDraft"} <= set(described)
    assert {"$ref": "#/components/schemas/Statement"} in described["Page"]["oneOf"]
    names = {parameter["name"] for parameter in document["paths"]["/api/v2/statements/"]["get"]["parameters"]}
    assert {"kind", "issued_on", "issued_on__gte", "search", "order"} <= names
    assert client.get("/api/v2/").json()["endpoints"]["statements"].endswith("/api/v2/statements/")


def test_a_draft_is_previewed(client, statement):
    statement.title = "We object strongly"
    token = open_preview(statement)
    draft = client.get("/api/v2/preview/", {"content_type": "statements.statement", "token": token}).json()
    assert (draft["title"], draft["issued_on"]) == ("We object strongly", "2030-05-01")


def test_every_format_of_feed_has_it(client, statement):
    for suffix in ("rss", "atom", "json"):
        feed = client.get(f"/feeds/statements.{suffix}").content.decode()
        assert "We object" in feed and "Statements" in feed, suffix


def test_an_editor_can_write_one_and_not_publish_without_a_date(client):
    client.force_login(get_user_model().objects.create_superuser("boss@example.org", "long enough 7"))
    form = client.get(f"/admin/pages/add/statements/statement/{home().pk}/")
    assert "Date shown" in form.content.decode()
    page = add(home(), Statement(title="No date"))
    assert [error.code for error in page.publish_errors()] == ["no_date"]


def test_the_checks_pass():
    call_command("check")
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, migrated_database: OwnDatabase) -> Path:
    """A copy of the project, in which the guide's files are made. Its databases have what the project brings along."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("api", "cms", "pages", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "e2e", "test_*.py"))
    for name in ("manage.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy)
    migrated_database.give_file(copy / "data/db.sqlite3")
    migrated_database.give_file(copy / FOLDER.relative_to(ROOT) / f"{fingerprint(extra=False)}-copy.sqlite3")
    return copy


def run(project: Path, commands: str) -> str:
    """Run commands as a developer would, with this Python as that of the virtual environment."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_"))}
    environment |= {"DATA_DIR": str(project / "data"), "DATABASE_URL": ""}
    commands = commands.replace(".venv/bin/python", sys.executable)
    done = subprocess.run(
        ["sh", "-ec", commands], cwd=project, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_guide_works(project: Path) -> None:
    written, ran = [], []
    for step in STEP.finditer(GUIDE):
        if step["name"]:
            path = project / step["name"]
            path.parent.mkdir(exist_ok=True)
            path.write_text(step["text"])
            written.append(step["name"])
        else:
            ran.append(run(project, step["text"]))
    assert len(written) == 6
    assert "Create model Statement" in ran[0]
    assert "1 passed" in ran[1]

    (project / "tests/test_promises.py").write_text(PROMISES)
    promised = run(project, "EXTRA_APPS=statements .venv/bin/python -m pytest tests/test_promises.py -q")
    assert "8 passed" in promised


def test_a_type_that_is_not_registered_is_reported(project: Path) -> None:
    """A developer who forgets the line is told so."""
    application = project / "forgotten"
    application.mkdir()
    (application / "__init__.py").touch()
    (application / "models.py").write_text(
        "from pages.models.base import BasePage\n\n\nclass Forgotten(BasePage):\n    pass\n"
    )
    checked = "EXTRA_APPS=forgotten .venv/bin/python manage.py check 2>&1 || true"
    assert "api.E001" in run(project, checked)
