"""The shape of the project: what may know what."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: Each package and the ones it must not import: dependencies go cms -> api -> pages, and cms -> demo -> pages.
FORBIDDEN = {
    "pages": {"api", "cms", "demo", "rest_framework", "tests"},
    "api": {"cms", "demo", "tests"},
    "demo": {"api", "cms", "rest_framework", "tests"},
    "cms": {"tests"},
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", FORBIDDEN)
def test_dependencies_point_one_way(package: str) -> None:
    paths = list((ROOT / package).rglob("*.py"))
    assert paths
    wrong = {str(path.relative_to(ROOT)): back for path in paths if (back := set(imported(path)) & FORBIDDEN[package])}
    assert wrong == {}


def test_no_code_under_api_writes_content() -> None:
    """The API is read-only: no module of it saves, creates or deletes, but for the change log, which is no content."""
    writing = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
    wrong = []
    log = {ROOT / "api/changes/log.py", ROOT / "api/changes/compaction.py"}
    for path in set((ROOT / "api").rglob("*.py")) - log:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writing:
                owner = ast.unparse(node.func.value)
                if ".objects" in owner or "queryset" in owner:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []
