"""The installation is rehearsed from an empty folder to a reload under load, as `make rehearse` does."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.rehearsal import parts, previous, proxy, units
from deploy.rehearsal.__main__ import main
from deploy.rehearsal.backups import compare
from deploy.rehearsal.site import StepFailed, replaced
from tests.databases import OwnDatabase

ROOT = Path(__file__).resolve().parents[2]


#: What takes minutes is left to `make rehearse`: tables from nothing, and compressed static files.
Rehearse = Callable[[str], str]


@pytest.fixture
def rehearse(tmp_path: Path, migrated_database: OwnDatabase) -> Rehearse:
    """Does parts of the rehearsal in its short form, and returns what that prints."""

    def run(only: str) -> str:
        static, database = tmp_path / "static", tmp_path / "db.sqlite3"
        collect(static)
        migrated_database.give_file(database)
        command = [sys.executable, "-m", "deploy.rehearsal", "--short", "--static", str(static), "--only", only]
        command += ["--database", str(database)] if database.exists() else []
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1800)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.mark.slow
@pytest.mark.skipif(not proxy.is_installed(), reason="nginx and openssl are needed (apt install nginx-light openssl)")
def test_the_installation_works(rehearse: Rehearse) -> None:
    said = rehearse("installation")
    assert "none lost" in said and "12 end of all processes" in said
    assert re.search(r"installation behind nginx with TLS +[\d.]+  green", said)


def collect(folder: Path) -> None:
    """Fill a folder with the static files and the list of them."""
    key = "0123456789abcdefghijklmnopqrstuvwxyz-a-key-for-tests-{}"
    variables = {
        **{"SECRET_KEY": key.format(1), "IMAGE_SIGNING_KEY": key.format(2), "ALLOWED_HOSTS": "localhost"},
        **{"CMS_BASE_URL": "http://localhost", "FRONTEND_URL": "http://localhost:3000"},
        **{"DATA_DIR": str(folder.parent / "data"), "STATIC_ROOT": str(folder), "DATABASE_URL": ""},
        "DJANGO_SETTINGS_MODULE": "deploy.rehearsal.uncompressed",
    }
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=True)


def test_a_change_that_misses_its_point_is_an_error() -> None:
    with pytest.raises(StepFailed, match="is not in the file"):
        replaced("listen 443;", {"listen 80;": "listen 127.0.0.1:8080;"})


def test_a_unit_is_read_as_systemd_reads_it() -> None:
    command = units.command("web", "ExecStart", {"/srv/coalition-cms": "/place"})
    assert command[0] == "/place/.venv/bin/granian" and "\\" not in command
    assert units.environment("web", {})["ENV_FILE"] == "/etc/coalition-cms/env"


@pytest.fixture
def no_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_parts", {})


def nothing(options: parts.Options, tell: Callable[[str], None]) -> str:
    return "done"


def skip(options: parts.Options, tell: Callable[[str], None]) -> str:
    raise parts.Skipped("there is no such program")


def fail(options: parts.Options, tell: Callable[[str], None]) -> str:
    raise StepFailed("it is not so")


def crash(options: parts.Options, tell: Callable[[str], None]) -> str:
    raise KeyError("unforeseen")


def test_every_part_has_its_row(no_parts: None, capsys: pytest.CaptureFixture[str]) -> None:
    for run in (nothing, skip, fail, crash):
        parts.register_part(parts.Part(run.__name__, f"the part {run.__name__}", run))
    assert main([]) == 1
    printed = capsys.readouterr().out
    rows = dict(re.findall(r"the part (\w+) +[\d.]+  (.+)", printed))
    assert rows == {
        "nothing": "green  done",
        "skip": "skipped  there is no such program",
        "fail": "RED",
        "crash": "RED",
    }
    assert "the part fail FAILED:\nit is not so" in printed and "the part crash FAILED:\nKeyError" in printed
    # What is skipped is no failure.
    assert main(["--only", "nothing,skip"]) == 0


def test_a_part_is_registered_once(no_parts: None) -> None:
    parts.register_part(parts.Part("nothing", "nothing", nothing))
    with pytest.raises(ValueError, match="two parts named nothing"):
        parts.register_part(parts.Part("nothing", "nothing", nothing))


def test_a_part_that_does_not_exist(no_parts: None, capsys: pytest.CaptureFixture[str]) -> None:
    parts.register_part(parts.Part("nothing", "nothing", nothing))
    with pytest.raises(SystemExit):
        main(["--only", "nothing,something"])
    assert "there is no part something" in capsys.readouterr().err


def test_a_release_that_the_history_does_not_have() -> None:
    with pytest.raises(parts.Skipped, match="has no v99"):
        previous.find("v99")


def test_without_a_history(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(previous, "PROJECT", tmp_path)
    with pytest.raises(parts.Skipped, match="no history"):
        previous.find()


def test_responses_that_differ_are_named() -> None:
    assert compare({"/a": "1"}, {"/a": "1", "/b": "2"}, "now") == "1 responses are equal byte for byte"
    with pytest.raises(StepFailed, match="1 of 2 responses are others now: /b"):
        compare({"/a": "1", "/b": "2"}, {"/a": "1"}, "now")
