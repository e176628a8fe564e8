"""The guides for frontend developers, followed word for word."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from tests.node import CLIENT, PROJECT, run
from tests.servers import free_port, serving
from tests.statuses import DAY, WORDS, title_of, visible_text

pytestmark = pytest.mark.node

FENCE = re.compile(r"(?:^`([\w.]+)`:\n\n)?^```(sh|ts)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fences(guide: str, language: str) -> list[tuple[str, str]]:
    """Return the code of a guide in one language, each piece with the name of its file if it has one."""
    found = FENCE.findall((PROJECT / "docs" / guide).read_text())
    return [(name, code) for name, written_in, code in found if written_in == language]


def read(url: str) -> str:
    answer = requests.get(url, timeout=20)
    assert answer.ok, answer.text
    return answer.text


@pytest.mark.usefixtures("events")
def test_the_first_page(npm: Callable[..., str], cms_url: str, tmp_path: Path) -> None:
    made = shutil.ignore_patterns("node_modules", "build", "dist")
    shutil.copytree(CLIENT, tmp_path / "coalition-cms" / "clients" / "typescript", ignore=made)
    install, start = (code for _, code in fences("first-page.md", "sh"))
    run("sh", "-e", "-c", install, directory=tmp_path)
    project = tmp_path / "first-page"
    for name, code in fences("first-page.md", "ts"):
        (project / name).write_text(code)
    compile_it, serve_it = start.splitlines()
    run("sh", "-c", compile_it, directory=project)
    assert serve_it == "node server.js"
    port = free_port()
    origin = f"http://localhost:{port}"
    with serving("node", "server.js", port=port, directory=project, CMS_URL=cms_url, PORT=str(port)):
        html = read(f"{origin}/")
        assert "<h1>" in html and "application/ld+json" in html and "srcset=" in html
        assert "undefined" not in html and "[object" not in html
        assert "A page that moves" in read(f"{origin}/moved/")
        people = requests.get(f"{cms_url}/api/v2/people/", timeout=20).json()["items"]
        person = next(item for item in people if item["html_path"])
        assert f"<h1>{person['name']}</h1>" in read(origin + person["html_path"])
        for status, words in WORDS.items():
            text = visible_text(read(f"{origin}/{title_of(status).lower().replace(' ', '-')}/"))
            assert [said for said in WORDS.values() if said and said in text] == [words] * bool(words)
            assert (DAY.isoformat() in text) == (status != "postponed")
        assert requests.get(f"{origin}/withdrawn/", timeout=20).status_code == 410
        assert requests.get(f"{origin}/{'x' * 3000}", timeout=20).status_code == 502


@pytest.mark.usefixtures("events")
def test_every_recipe(npm: Callable[..., str], cms_url: str) -> None:
    (_, beginning), *recipes = fences("recipes.md", "ts")
    assert len(recipes) > 10
    folder = CLIENT / "build" / "recipes"
    folder.mkdir(parents=True, exist_ok=True)
    # Inside the package, where its own name leads to it.
    for number, (_, code) in enumerate(recipes):
        (folder / f"recipe{number}.ts").write_text(f"{beginning}\n{code}\nvoid [iterate, resolvePath, unwrap];\n")
    names = [f"recipe{number}.ts" for number in range(len(recipes))]
    options = ["--strict", "--target", "ES2022", "--module", "NodeNext", "--types", "node"]
    run("npx", "tsc", *options, *names, directory=folder)
    for number, (_, code) in enumerate(recipes):
        printed = run("node", f"recipe{number}.js", directory=folder, CMS_URL=cms_url)
        assert printed.strip(), code
        assert "undefined" not in printed, f"{code}\n{printed}"


#: Recipes that print events, by how they begin, with a change that makes them print those of each status.
ABOUT_EVENTS = {
    "const found = await resolvePath": ("/moved/?from=a-letter", "/meeting-9/"),
    "const next =": ("limit: 3", "limit: 100"),
    "const results =": ('search: "work"', 'search: "meeting"'),
}


@pytest.mark.usefixtures("events")
def test_recipes_say_what_has_become_of_an_event(npm: Callable[..., str], cms_url: str) -> None:
    (_, beginning), *recipes = fences("recipes.md", "ts")
    folder = CLIENT / "build" / "events"
    folder.mkdir(parents=True, exist_ok=True)
    for number, (start, (written, changed)) in enumerate(ABOUT_EVENTS.items()):
        (code,) = (code for _, code in recipes if code.startswith(start))
        assert written in code
        (folder / f"recipe{number}.ts").write_text(f"{beginning}\n{code.replace(written, changed)}")
    names = [f"recipe{number}.ts" for number in range(len(ABOUT_EVENTS))]
    run("npx", "tsc", "--target", "ES2022", "--module", "NodeNext", "--types", "node", *names, directory=folder)
    for name in names:
        printed = run("node", name.replace(".ts", ".js"), directory=folder, CMS_URL=cms_url)
        shown = {status: entry for status in WORDS for entry in printed.splitlines() if title_of(status) in entry}
        assert len(shown) >= 3, printed
        for status, entry in shown.items():
            assert [said for said in WORDS.values() if said and said in entry] == [WORDS[status]] * bool(WORDS[status])
            assert status != "postponed" or DAY.isoformat() not in entry
