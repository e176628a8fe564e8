"""The guide that adds a page type is followed word for word, in a copy of the project."""

from pathlib import Path

import pytest

from tests.databases import OwnDatabase
from tests.guides import follow, project_copy, run

pytestmark = pytest.mark.slow

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
        "kicker": "Statement", "title": "We object", "summary": "Loudly.", "image": None, "date": "2030-05-01",
        "status": None, "url": "https://www.example.org/we-object/",
    }
    among = client.get("/api/v2/pages/?type=statements.Statement,pages.HomePage&fields=listing").json()
    assert among["meta"]["total_count"] == 2
    assert statement.pk in [item["id"] for item in client.get("/api/v2/urls/").json()["items"]]
    assert "/we-object/" in client.get("/sitemap.xml").content.decode()
    document = client.get("/api/v2/markdown/?path=/we-object.md").content.decode()
    assert document.startswith("# We object") and "> Loudly." in document.splitlines()
    assert "/we-object.md): 2030-05-01. Loudly" in client.get("/llms.txt").content.decode()


def test_a_list_costs_the_same_for_one_and_for_many(client, statement, django_assert_max_num_queries):
    for number in range(5):
        publish(add(home(), Statement(title=f"More {number}", issued_on="2030-05-02")))
    with django_assert_max_num_queries(20):
        assert len(client.get("/api/v2/statements/?fields=*").json()["items"]) == 6


def test_the_schema_describes_it(client, statement):
    document = client.get("/api/v2/schema/").json()
    described = document["components"]["schemas"]
    vocabulary = described["Statement"]["properties"]["kind"]["$ref"].rpartition("/")[2]
    assert described[vocabulary]["enum"] == ["statement", "open_letter"]
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
    return project_copy(tmp_path_factory.mktemp("guide"), migrated_database)


def test_the_guide_works(project: Path) -> None:
    written, ran = follow("docs/add-a-page-type.md", project)
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
    checked = "EXTRA_APPS=forgotten .venv/bin/python manage.py check --settings cms.settings.dev 2>&1 || true"
    assert "api.E001" in run(project, checked)
