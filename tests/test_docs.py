"""The documentation names everything that can be used."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern

from api.registry.page_types import endpoints
from api.requests.problems import CODES
from api.urls import urlpatterns
from api.views.changes import ChangesView
from api.views.media import ImageListView
from api.views.page_lists import PageListView
from api.views.page_types import list_view
from api.views.pages import PageFindView
from api.views.preview import PreviewView
from api.views.records import RecordListView, record_patterns
from api.views.redirects import RedirectListView
from api.views.resolve import ResolveView
from api.views.urls import UrlListView

ROOT = Path(__file__).resolve().parents[1]
API = (ROOT / "docs/api.md").read_text()


def test_every_endpoint_is_documented() -> None:
    routes = [str(pattern.pattern) for pattern in urlpatterns if isinstance(pattern, URLPattern) and pattern.name]
    missing = [route for route in routes if f"`/api/v2/{route}`" not in API]
    assert missing == []


def test_every_parameter_is_documented() -> None:
    table = API.split("## Parameters")[1].split("\n## ")[0]
    documented = {
        name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    known = {
        parameter.name for parameter in (*PageFindView.parameters, *PreviewView.parameters, *ResolveView.parameters)
    }
    lists: list[Any] = [PageListView, ImageListView, RedirectListView, UrlListView, ChangesView]
    records: list[Any] = [pattern.callback.cls for pattern in record_patterns()]  # type: ignore[attr-defined]
    lists += [view for view in records if issubclass(view, RecordListView)]
    for view in (*lists, *map(list_view, endpoints().values())):
        known |= set(view().known_parameters())
    # Every column can be compared in the same ways, which are explained once.
    known = {name for name in known if "__" not in name or name in ("tags__in", "topic__in")}
    assert known - documented == set()
    assert documented - known == {"_"}


def test_every_variable_is_explained() -> None:
    read = set()
    for path in (ROOT / "cms/settings").glob("*.py"):
        read |= set(re.findall(r'\b(?:text|flag|number|words|secrets?)\("([A-Z_]+)"', path.read_text()))
    assert len(read) > 20
    explained = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read - explained == set()


@pytest.mark.parametrize("path", [*sorted(ROOT.glob("docs/**/*.md")), ROOT / "README.md"], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"`[^`]*`", "", path.read_text())
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    broken = [target for target in targets if target and "://" not in target and not (path.parent / target).exists()]
    assert broken == []


def test_the_index_leads_to_every_document() -> None:
    index = (ROOT / "docs/README.md").read_text()
    documents = {path.name for path in (ROOT / "docs").iterdir() if path.suffix in (".md", ".yaml")} - {"README.md"}
    assert {name for name in documents if f"({name}" not in index} == set()
    assert "(docs/README.md)" in (ROOT / "README.md").read_text()


def test_the_table_of_error_codes_is_that_of_the_code() -> None:
    table = API.split("| `code` | what is wrong |\n|---|---|\n")[1].split("\n\n")[0]
    assert table == "\n".join(f"| `{code}` | {meaning} |" for code, meaning in CODES.items())
