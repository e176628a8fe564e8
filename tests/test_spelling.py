"""American spelling throughout: what editors and visitors read, documentation, comments and names."""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (
    *(
        "accounts",
        "api",
        "archives",
        "arrivals",
        "backups",
        "benchmarks",
        "clients",
        "cms",
        "delivery",
        "demo",
        "deploy",
        "docs",
        "examples",
        "links",
        "operations",
        "pages",
        "privacy",
        "releases",
    ),
    "tests",
)
SUFFIXES = {".css", ".html", ".js", ".json", ".md", ".mjs", ".py", ".toml", ".ts", ".tsx", ".txt", ".yaml", ".yml"}
#: Made by tools from something else, or what has been released and stays as it was.
FOLDERS_LEFT_OUT = {"node_modules", "migrations", "dist", "build", ".next", "__pycache__"}
FILES_LEFT_OUT = {
    *("package-lock.json", "released.txt", "openapi.yaml", "openapi-released.yaml", "schema.ts"),
    Path(__file__).name,
}

#: Beginnings and middles of British spellings, in any case.
BRITISH = re.compile(
    r"(?:organ|recogn|normal|serial|summar|author|custom|emphas|initial|priorit|real|special|standard|synchron|util"
    r"|visual|categor|apolog|final|capital|local|general|memor|critic|material|token|sanit|minim|optim|maxim)"
    r"is(?:e[drs]?|ers?|ing|ations?|able)\b"
    r"|(?:analy|cataly|paraly)s(?:e[ds]?|ing)\b"
    r"|(?:behavi|col|fav|harb|hon|hum|lab|neighb|rum)our"
    r"|(?:cent|fib|lit|met|theat)res?\b"
    r"|(?:cancel|label|model|travel|signal|fuel|level)l(?:ed|ing|ers?)\b"
    r"|(?:catalog|dialog|analog)ues?\b"
    r"|\b(?:programme|licence|defence|offence|judgement|grey|cheque|enquir|fulfil\b|enrol\b|spelt|misspelt|learnt|whilst)",
    re.IGNORECASE,
)
#: Names that others chose: of Django, Wagtail, Draftail, ARIA, schema.org and iCalendar, and values of the API.
NAMES = re.compile(
    r"normalise_path|serialiseEditorStateToRaw|aria-labelledby|EventCancelled|\bCANCELLED\b|([\"'`])cancelled\1"
    r"|\bcancelled:|LabelledLink\w*|workflow_cancelled"
)


def texts() -> Iterator[Path]:
    """Yield the files of the project that people write."""
    yield from (*ROOT.glob("*.md"), ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / ".env.example")
    for top in FOLDERS:
        for folder, below, names in os.walk(ROOT / top):
            below[:] = set(below) - FOLDERS_LEFT_OUT
            yield from (Path(folder, name) for name in set(names) - FILES_LEFT_OUT if Path(name).suffix in SUFFIXES)


@cache
def is_british(word: str) -> bool:
    return BRITISH.search(word) is not None


def words(text: str) -> set[str]:
    return {word for word in set(re.findall(r"[^\W\d_]+", text)) if is_british(word)}


def british(text: str) -> list[str]:
    """Return the British words of a text, without names of others."""
    # Names are looked for only where they can matter: most texts have none of the words.
    return sorted(words(NAMES.sub("", text))) if words(text) else []


def test_the_spelling_is_american() -> None:
    found = {}
    for path in texts():
        if spellings := british(path.read_text(encoding="utf-8")):
            found[path.relative_to(ROOT).as_posix()] = spellings
    assert found == {}


@pytest.mark.parametrize(
    "text", ["the Organisation's", "main_colour", "It was cancelled.", 'status = "Cancelled"', "no dialogue", "Licence"]
)
def test_a_british_word_is_noticed(text: str) -> None:
    assert british(text)


def test_names_of_others_are_left_alone() -> None:
    assert british("status `cancelled`, Status.CANCELLED, Redirect.normalise_path(path), real promises") == []
