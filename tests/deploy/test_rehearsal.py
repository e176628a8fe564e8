"""The installation is rehearsed from an empty folder to a reload under load, as `make rehearse` does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.rehearsal import proxy, units
from deploy.rehearsal.site import StepFailed, replaced
from tests.databases import OwnDatabase

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not proxy.is_installed(), reason="nginx and openssl are needed (apt install nginx-light openssl)")
def test_the_installation_works(tmp_path: Path, migrated_database: OwnDatabase) -> None:
    """Without what takes minutes, which `make rehearse` does: tables from nothing, and compressed static files."""
    static, database = tmp_path / "static", tmp_path / "db.sqlite3"
    collect(static)
    migrated_database.give_file(database)
    command = [sys.executable, "-m", "deploy.rehearsal", "--short", "--static", str(static)]
    command += ["--database", str(database)] if database.exists() else []
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "none lost" in done.stdout and "12 end of all processes" in done.stdout


def collect(folder: Path) -> None:
    """Fill a folder with the static files and the list of them."""
    key = "0123456789abcdefghijklmnopqrstuvwxyz-a-key-for-tests-{}"
    variables = {
        **{"SECRET_KEY": key.format(1), "IMAGE_SIGNING_KEY": key.format(2), "ALLOWED_HOSTS": "localhost"},
        **{"CMS_BASE_URL": "http://localhost", "FRONTEND_URL": "http://localhost:3000"},
        **{"DATA_DIR": str(folder.parent / "data"), "STATIC_ROOT": str(folder), "DATABASE_URL": ""},
        "DJANGO_SETTINGS_MODULE": "tests.deploy.uncompressed",
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
