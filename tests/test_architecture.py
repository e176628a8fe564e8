"""The architecture: which package may import which, and which room inside a package."""

import ast
import shutil
from pathlib import Path

import pytest

from tests.architecture import (
    FLOORS,
    FORBIDDEN,
    ROOT,
    arrows_not_down,
    circle,
    imported_packages,
    imports_inside,
    misplaced_rooms,
)


@pytest.mark.slow
@pytest.mark.parametrize("package", FORBIDDEN)
def test_packages_import_one_way(package: str) -> None:
    paths = list((ROOT / package).rglob("*.py"))
    assert paths
    wrong = {str(path): back for path in paths if (back := imported_packages(path) & FORBIDDEN[package])}
    assert wrong == {}


@pytest.mark.parametrize("package", FLOORS)
def test_every_room_is_on_a_floor(package: str) -> None:
    imports = imports_inside(package)
    assert len(imports) > 20
    assert misplaced_rooms(package, imports) == {"on no floor": set(), "on several floors": set(), "no room": set()}


@pytest.mark.parametrize("package", FLOORS)
def test_rooms_import_only_from_floors_below(package: str) -> None:
    assert arrows_not_down(package, imports_inside(package)) == []


@pytest.mark.slow
@pytest.mark.parametrize("package", FORBIDDEN)
def test_no_files_import_each_other_in_a_circle(package: str) -> None:
    assert circle(imports_inside(package)) == []


@pytest.mark.parametrize("package", FLOORS)
def test_the_drawing_shows_the_same_floors(package: str) -> None:
    drawing = (ROOT / "docs/architecture.md").read_text()
    _, _, after = drawing.partition(f"<!-- floors of {package} -->\n```\n")
    rows, _, _ = after.partition("\n```")
    drawn = [sorted(row.partition("#")[0].split()) for row in rows.splitlines()]
    assert drawn == [sorted(floor.split()) for floor in FLOORS[package]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "line", "arrow"),
    [
        ("api/tags/names.py", "from api.views.lists import ListView", "api.tags.names -> api.views.lists"),
        (
            "api/loading/related_objects.py",
            "def late():\n    from api.lists import filters",
            "api.loading.related_objects -> api.lists.filters",
        ),
        ("api/formats/links.py", "import api.registry.kinds", "api.formats.links -> api.registry.kinds"),
        ("pages/fields/texts.py", "from pages.models import Topic", "pages.fields.texts -> pages.models"),
    ],
)
def test_an_arrow_that_points_up_or_sideways_is_found(tmp_path: Path, place: str, line: str, arrow: str) -> None:
    package = place.split("/")[0]
    shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("*.pyc", "static", "templates"))
    assert (tmp_path / place).is_file()
    (tmp_path / place).write_text((tmp_path / place).read_text() + f"\n{line}\n")
    assert arrows_not_down(package, imports_inside(package, tmp_path)) == [arrow]


def test_a_circle_between_files_is_found(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/first.py").write_text("from parts.second import two\n")
    (tmp_path / "parts/second.py").write_text("import parts.third\n")
    (tmp_path / "parts/third.py").write_text("def one():\n    from parts import first\n")
    assert set(circle(imports_inside("parts", tmp_path))) == {"parts.first", "parts.second", "parts.third"}


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
