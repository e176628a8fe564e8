"""The two commands explain themselves, and a missing prerequisite is reported in one sentence."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cms import devserver
from pages.models import User

PROJECT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(*arguments: str, directory: Path = PROJECT, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    if path is not None:
        environment["PATH"] = path
    command = [str(shutil.which("make")), *arguments]
    return subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
def fresh_copy(tmp_path: Path) -> Path:
    """A copy of the files that `make` needs to start, without a virtual environment."""
    copy = tmp_path / "project"
    copy.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements-dev.txt", "requirements-uv.txt"):
        shutil.copy(PROJECT / name, copy)
    return copy


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """A folder to use as the whole PATH, with the shell's tools but no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "rm", "touch", "echo"):
        (folder / name).symlink_to(str(shutil.which(name)))
    return folder


def fake_python(commands: Path, name: str, script: str) -> None:
    (commands / name).write_text(f"#!/bin/sh\n{script}\n")
    (commands / name).chmod(0o755)


def test_make_alone_prints_the_targets() -> None:
    printed = make().stdout
    tests = ("test", "test-next", "e2e", "client", "fuzz", "kills", "stale", "bench", "rehearse")
    for target in ("run", "frontend", *tests, "check", "lint", "format", "lock", "seed", "clean"):
        assert f"make {target} " in printed


def test_without_python(fresh_copy: Path, commands: Path) -> None:
    # The command of a version manager: it exists, and it fails.
    fake_python(commands, "python3.13", "exit 127")
    result = make("test", directory=fresh_copy, path=str(commands))
    assert result.returncode != 0
    assert result.stderr.startswith("Python 3.11 or newer was not found: install it")
    assert not (fresh_copy / ".venv").exists()


def test_without_the_venv_module(fresh_copy: Path, commands: Path) -> None:
    fake_python(commands, "python3.12", 'case "$2" in *ensurepip*) exit 1;; esac')
    result = make("test", directory=fresh_copy, path=str(commands))
    assert result.returncode != 0
    assert result.stderr.startswith("python3.12 cannot create virtual environments: install its venv module")


@pytest.mark.parametrize("frontend", ["nextjs", "astro"])
def test_without_node(fresh_copy: Path, commands: Path, frontend: str) -> None:
    for folder in (f"examples/{frontend}", "clients/typescript"):
        (fresh_copy / folder).mkdir(parents=True)
        (fresh_copy / folder / "package-lock.json").touch()
    result = make("frontend", f"FRONTEND={frontend}", directory=fresh_copy, path=str(commands))
    assert result.returncode != 0
    assert result.stderr.startswith("Node 20 or newer was not found: install it from https://nodejs.org and try again.")


def test_a_frontend_that_there_is_not(fresh_copy: Path, commands: Path) -> None:
    result = make("frontend", "FRONTEND=svelte", directory=fresh_copy, path=str(commands))
    assert result.returncode != 0
    assert "FRONTEND must be nextjs or astro" in result.stderr


def start(port: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cms.devserver", "--port", port]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60)


def test_port_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        result = start(str(port))
    assert result.returncode == 1
    assert result.stderr == (
        f"Port {port} is in use: stop the other server or choose another with `make run PORT=8001`.\n"
    )


@pytest.mark.parametrize("port", ["0", "65536", "web"])
def test_port_that_is_none(port: str) -> None:
    result = start(port)
    assert result.returncode == 1
    assert result.stderr.startswith("PORT must be a number from 1 to 65535")


@pytest.fixture
def larger_frontend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The path of the marker file of the larger frontend, which does not exist yet."""
    path = tmp_path / "installed"
    monkeypatch.setattr(devserver, "LARGER_FRONTENDS", [tmp_path / "another", path])
    return path


def test_the_small_frontend_is_started_where_the_site_is_expected(settings, larger_frontend: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings.FRONTEND_URL, settings.CMS_BASE_URL = f"http://localhost:{port}", "http://localhost:8000"
    command, about = devserver.frontend_command(8000)
    assert command is not None
    assert command[1:] == [str(devserver.FRONTEND), "--port", str(port), "--cms", "http://localhost:8000"]
    assert about == "examples/minimal"
    larger_frontend.touch()
    assert devserver.frontend_command(8000) == (None, "start it with `make frontend`")


def test_a_frontend_that_is_there_is_used(settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        settings.FRONTEND_URL = f"http://127.0.0.1:{port}"
        assert devserver.frontend_command(8000) == (
            None,
            "the port is in use: whatever is there is used as the frontend",
        )


def test_the_stream_is_on_the_next_port(settings) -> None:
    settings.FRONTEND_URL = "http://localhost:3000"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        environment: dict[str, str] = {}
        assert devserver.stream_command(port - 1, environment) is None and environment == {}
    command = devserver.stream_command(port - 1, environment)
    assert command is not None and command[-3:] == ["run_stream", "--port", str(port)]
    assert environment == {"STREAM_URL": f"http://localhost:{port}/api/v2/changes/stream/"}
    assert devserver.stream_command(2999, {}) is None
    assert devserver.stream_command(65535, {}) is None


@pytest.mark.parametrize("url", ["https://www.example.org", "http://frontend.test:3000", "http://localhost:8000"])
def test_no_frontend_is_started_elsewhere(settings, url) -> None:
    settings.FRONTEND_URL = url
    assert devserver.frontend_command(8000)[0] is None


@pytest.mark.django_db
def test_the_demo_login_is_announced_for_the_accounts_that_exist(settings) -> None:
    User.objects.create_user("editor@example.org", "coalition-demo")
    settings.DEMO_LOGIN = True
    assert devserver.demo_login() == [
        "  Sign in   with the password coalition-demo as",
        "            editor@example.org (Editor)",
    ]
    settings.DEMO_LOGIN = False
    assert devserver.demo_login() == []
