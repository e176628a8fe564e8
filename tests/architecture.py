"""The floors of the project: which package, and which room inside a package, may import which."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

#: Each package and the other ones that it may import. docs/architecture.md draws them.
MAY_IMPORT = {
    "pages": frozenset[str](),
    "api": frozenset({"pages"}),
    "links": frozenset({"pages"}),
    "arrivals": frozenset({"pages"}),
    "demo": frozenset({"pages"}),
    "releases": frozenset({"api", "pages"}),
    "archives": frozenset({"api", "pages"}),
    "backups": frozenset({"api", "pages"}),
    "privacy": frozenset({"api", "pages"}),
    "delivery": frozenset({"api", "archives", "arrivals", "links", "pages", "privacy"}),
    "operations": frozenset({"api", "delivery", "links", "pages"}),
    "accounts": frozenset({"api", "delivery", "operations", "pages"}),
}
#: Only views of the API and the packages above it know the framework of its views.
_KNOW_REST_FRAMEWORK = frozenset({"api", "cms"})
PACKAGES = frozenset({*MAY_IMPORT, "cms"})
#: Each package and what it must not import.
FORBIDDEN = {
    package: (PACKAGES - {package} - MAY_IMPORT.get(package, PACKAGES))
    | {"tests"}
    | (frozenset() if package in _KNOW_REST_FRAMEWORK else {"rest_framework"})
    for package in sorted(PACKAGES)
}

#: The rooms of each package on their floors, the highest first. A room is a folder, or a module beside the folders. It
#: imports only from floors below its own: neither from above nor from a neighbor. docs/architecture.md draws them.
FLOORS: dict[str, tuple[str, ...]] = {
    "pages": (
        "apps wagtail_hooks management templatetags",
        "checks editor scheduler urls",
        "search series",
        "models",
        "previews",
        "foreign_html images publishing sites",
        "blocks panels records visibility",
        "accounts calendars database fields network registration uploads",
    ),
    "api": (
        "apps management",
        "checks feeds stream urls",
        "agents",
        "definitions views wagtail_hooks",
        "markdown",
        "building changes entries resolve schema",
        "serializers",
        "blocks",
        "content",
        "documents lists loading stored_responses",
        "replicas",
        "images models rich_text",
        "tags",
        "registry requests tools",
        "formats http json_ld shapes",
    ),
    "accounts": (
        "apps management",
        "wagtail_hooks",
        "audit_log off_boarding sessions urls",
        "adapters checks signing_in",
        "second_factor",
        "background definitions throttling",
    ),
    "archives": (
        "apps management wagtail_hooks",
        "checks definitions editor loop markdown_files merging mirror wordpress",
        "exporting importing selecting",
        "portable",
        "rows site_reader",
        "contents",
        "format models progress",
    ),
    "arrivals": (
        "apps management wagtail_hooks",
        "checks definitions editor loop",
        "following",
        "writing",
        "calendars documents newsletters tables wordpress",
        "contents",
        "models safety",
        "sources",
        "records",
    ),
    "links": (
        "apps management wagtail_hooks",
        "advice editor loop",
        "checking finding",
        "models",
    ),
    "releases": (
        "apps wagtail_hooks",
        "editor",
        "checklists previews scheduling",
        "publishing",
        "members",
        "models",
    ),
    "backups": (
        "apps management",
        "moving restoring",
        "making",
        "databases media",
        "destinations encryption",
        "manifest",
    ),
    "delivery": (
        "apps management wagtail_hooks",
        "checks editor",
        "testing",
        "worker",
        "frontend",
        "subscribing",
        "messages",
        "definitions notices replay retention",
        "receivers",
        "choices models sending",
        "secrets",
    ),
    "privacy": (
        "apps management wagtail_hooks",
        "checks definitions editor loop",
        "exporting",
        "erasing",
        "rewriting",
        "consents tracing",
        "models",
        "holders matching",
    ),
    "operations": (
        "apps management templatetags wagtail_hooks",
        "definitions editor metrics upgrades",
        "health",
        "beats housekeeping mail probe_server",
        "logs models tokens",
    ),
}

#: The modules that each module imports.
Imports = Mapping[str, frozenset[str]]


def modules(package: str, root: Path = ROOT) -> dict[str, Path]:
    """Return the path of each module of a package by its dotted name; a package is named like its folder."""
    found = {}
    for path in sorted((root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if "migrations" not in parts:
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each module that a file imports, at its top or inside functions, with the name from it or ``""``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def imported_packages(path: Path) -> set[str]:
    """Return the packages that a file imports: the first part of each dotted name."""
    return {module.split(".")[0] for module, _ in imported(path)}


def imports_inside(package: str, root: Path = ROOT) -> Imports:
    """Return, for each module of a package, the other modules of the package that it imports.

    A name that is imported from a folder is the module of that name, or else comes from the folder's ``__init__``.
    """
    known = modules(package, root)
    found = {}
    for importer, path in known.items():
        named = {f"{module}.{name}" if f"{module}.{name}" in known else module for module, name in imported(path)}
        found[importer] = frozenset(named & known.keys() - {importer})
    return found


def room(module: str) -> str:
    """Return the room of a module: the part of its dotted name below its package."""
    return [*module.split("."), "__init__"][1]


def circle(imports: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the members of a circle of imports, or an empty list."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def misplaced_rooms(package: str, imports: Imports) -> dict[str, set[str]]:
    """Return the rooms that are on no floor, or on several, and the names on floors that are no room."""
    on_floors = [name for floor in FLOORS[package] for name in floor.split()]
    rooms = {room(module) for module in imports} - {"__init__"}
    return {
        "on no floor": rooms - set(on_floors),
        "on several floors": {name for name in on_floors if on_floors.count(name) > 1},
        "no room": set(on_floors) - rooms,
    }


def arrows_not_down(package: str, imports: Imports) -> list[str]:
    """Return the imports between rooms that do not go down, as ``importer -> imported``."""
    floors = {name: number for number, floor in enumerate(FLOORS[package]) for name in floor.split()}
    return [
        f"{module} -> {target}"
        for module, targets in imports.items()
        for target in sorted(targets)
        if room(module) != room(target) and floors.get(room(module), -1) >= floors.get(room(target), -1)
    ]
