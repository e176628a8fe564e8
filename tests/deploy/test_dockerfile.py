"""The Dockerfile keeps the rules of its linter, and names what exists."""

import json
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.deploy.dockerfile import faults, instructions

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "Dockerfile").read_text()


def test_it_keeps_the_rules() -> None:
    assert faults(TEXT) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("python:3.13-slim-bookworm", "python", "DL3006"),
        ("python:3.13-slim-bookworm", "python:latest", "DL3007"),
        ("python:3.13-slim-bookworm", "python:3.13", "slim"),
        ("USER 10001:10001", "USER root", "DL3002"),
        ("USER 10001:10001\n", "", "DL3002"),
        ("USER 10001:10001", "RUN apt-get update && apt-get install -y nginx", "DL3009"),
        ("USER 10001:10001", "RUN apt-get update && apt-get install -y nginx", "DL3015"),
        ("--no-cache-dir", "", "DL3042"),
        ("--require-hashes", "", "DL3013"),
        ("COPY . .", "ADD . .", "DL3020"),
        ("WORKDIR /app", "WORKDIR app", "DL3000"),
        ("PYTHONUNBUFFERED=1", "SECRET_KEY=1", "secret"),
        ('CMD ["granian"', 'CMD granian; CMD ["granian"', "DL3025"),
        ("HEALTHCHECK", "#", "0 HEALTHCHECK"),
    ],
)
def test_a_broken_rule_is_found(old: str, new: str, fault: str) -> None:
    assert old in TEXT
    assert any(fault in found for found in faults(TEXT.replace(old, new)))


def test_what_it_copies_and_runs_exists() -> None:
    found = instructions(TEXT)
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    allowed = [line[1:] for line in ignored if line.startswith("!")]
    assert [name for name in allowed if not (ROOT / name).exists()] == []
    for one in found:
        if one.name == "COPY" and "--from" not in one.text:
            for name in one.text.split()[:-1]:
                assert name == "." or name in allowed, name
    (compiled,) = [one.text.partition("compileall -q ")[2] for one in found if "compileall -q " in one.text]
    for module in compiled.split():
        assert (ROOT / module).is_dir() and module in allowed


def test_no_secret_and_no_data_gets_into_the_image() -> None:
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert lines[0] == "*"
    for path in (".env", "deploy/.env", "data", ".git", "tests", ".venv", "node_modules", "static"):
        assert not is_copied(path, lines), path
    assert is_copied("cms/wsgi.py", lines) and is_copied(".env.example", lines)


def is_copied(path: str, lines: Sequence[str]) -> bool:
    copied = True
    for line in lines:
        pattern = line.removeprefix("!")
        if fnmatch(path, pattern) or path.startswith(f"{pattern}/"):
            copied = line.startswith("!")
    return copied


def test_all_that_the_server_imports_is_in_the_image() -> None:
    """Whatever the settings name as an application of the project."""
    from django.conf import settings

    ours = {name.partition(".")[0] for name in settings.INSTALLED_APPS if (ROOT / name.partition(".")[0]).is_dir()}
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert ours and ours <= allowed


def test_the_command_and_the_health_check_are_for_the_same_port() -> None:
    found = {one.name: one.text for one in instructions(TEXT)}
    command = json.loads(found["CMD"])
    port = command[command.index("--port") + 1]
    check = json.loads(found["HEALTHCHECK"].partition("CMD ")[2])
    assert (found["EXPOSE"], check[-1]) == (port, port)
    assert command[-1] == "cms.wsgi:application"
