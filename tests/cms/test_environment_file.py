"""``manage.py new_env``, and production that reads what it writes."""

import io
import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import environ
import pytest
from django.core.management import CommandError, call_command

from cms.environment_file import TEMPLATE

ROOT = Path(__file__).resolve().parents[2]


def written(path: Path, **options: Any) -> dict[str, str]:
    """Return the variables of a new file."""
    call_command("new_env", domain="cms.example.org", file=str(path), stdout=io.StringIO(), **options)
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``manage.py`` in an environment that has nothing but these variables."""
    environment = {"PATH": os.environ["PATH"], **variables}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.slow
def test_production_starts_with_what_is_written(tmp_path: Path) -> None:
    file = tmp_path / "variables"
    made = manage("new_env", "--domain", "cms.example.org", "--data", str(tmp_path / "data"), "--file", str(file))
    assert (made.returncode, stat.S_IMODE(file.stat().st_mode)) == (0, 0o600), made.stderr
    checked = manage("check", "--deploy", "--fail-level", "WARNING", ENV_FILE=str(file))
    assert checked.returncode == 0, checked.stderr
    asked = manage(
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings as s; print(s.ALLOWED_HOSTS)",
        ENV_FILE=str(file),
    )
    assert asked.stdout == "['cms.example.org']\n"


def test_every_variable_is_in_the_file_with_its_explanation(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    written(file)
    explained = TEMPLATE.read_text().partition("\n\n")[2].splitlines()
    lines = set(file.read_text().splitlines())
    assert [line for line in explained if line.startswith("# ") and line not in lines] == []


def test_keys_are_new_and_differ(tmp_path: Path) -> None:
    one, other = written(tmp_path / "one"), written(tmp_path / "other")
    keys = {values[name] for values in (one, other) for name in ("SECRET_KEY", "IMAGE_SIGNING_KEY")}
    assert len(keys) == 4 and min(map(len, keys)) >= 50


def test_what_is_given_is_written(tmp_path: Path) -> None:
    values = written(
        tmp_path / ".env",
        frontend="https://example.org/",
        postgres="postgres://cms:p%40ss@db.example.org/cms",
        redis="valkey://cache.example.org:6379/1",
        email="smtp+tls://user:secret@mail.example.org:587",
        time_zone="Europe/Paris",
        language="fr",
        bucket="uploads",
        bucket_endpoint="https://s3.example.org",
        tell_frontend=True,
    )
    assert values["FRONTEND_URL"] == "https://example.org"
    assert values["DATABASE_URL"] == "postgres://cms:p%40ss@db.example.org/cms"
    assert values["CACHE_URL"] == "valkey://cache.example.org:6379/1"
    assert (values["TIME_ZONE"], values["LANGUAGE_CODE"]) == ("Europe/Paris", "fr")
    assert (values["MEDIA_BUCKET_NAME"], values["MEDIA_BUCKET_ENDPOINT_URL"]) == ("uploads", "https://s3.example.org")
    assert values["FRONTEND_WEBHOOK_SECRET"].startswith("whsec_")


@pytest.mark.parametrize(
    ("domain", "website"),
    [("cms.example.org", "https://www.example.org"), ("example.org", "https://www.example.org")],
)
def test_the_website_is_beside_the_domain(domain: str, website: str) -> None:
    printed = io.StringIO()
    call_command("new_env", domain=domain, file="-", stdout=printed)
    assert f"\nFRONTEND_URL={website}\n" in printed.getvalue()


def test_for_containers(tmp_path: Path) -> None:
    values = written(tmp_path / ".env", compose=True)
    assert f":{values['POSTGRES_PASSWORD']}@database:5432/" in values["DATABASE_URL"]
    assert (values["CMS_DOMAIN"], values["DATA_DIR"]) == ("cms.example.org", "/data")
    with pytest.raises(CommandError, match="services and folders of its own"):
        written(tmp_path / "other", compose=True, redis="redis://cache")


def test_a_file_that_exists_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SECRET_KEY=in use")
    with pytest.raises(CommandError, match="nothing was written"):
        written(file)
    assert file.read_text() == "SECRET_KEY=in use"


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        written(tmp_path / "none" / ".env")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"domain": "https://cms.example.org"}, "is no host name"),
        ({"domain": "cms"}, "is no host name"),
        ({"frontend": "http://www.example.org"}, "is no address such as"),
        ({"frontend": "www.example.org"}, "is no address such as"),
        ({"postgres": "mysql://cms:secret@db/cms"}, "does not begin with postgres://"),
        ({"postgres": "postgres://cms:a word@db/cms"}, "percent-encode it"),
        ({"redis": "postgres://cache"}, "does not begin with redis://"),
        ({"email": "mail.example.org"}, "does not begin with smtp://"),
        ({"sender": "a#b@example.org"}, "percent-encode it"),
    ],
)
def test_refused(tmp_path: Path, options: Mapping[str, str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence) as refusal:
        call_command("new_env", **{"domain": "cms.example.org", "file": str(tmp_path / ".env"), **options})
    # It may end up in a log.
    assert "secret" not in str(refusal.value)
    assert not (tmp_path / ".env").exists()


@pytest.mark.slow
def test_without_a_configuration_commands_say_what_is_missing() -> None:
    done = manage("migrate")
    assert done.returncode == 1
    assert done.stderr.startswith("The CMS cannot start in production") and "Traceback" not in done.stderr
    assert "- SECRET_KEY is not set: `manage.py new_env` makes a file with both keys." in done.stderr


@pytest.mark.slow
def test_a_file_that_cannot_be_read_is_named() -> None:
    done = manage("migrate", ENV_FILE="/nowhere/variables")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "ENV_FILE names /nowhere/variables, which cannot be read" in done.stderr


def test_variables_of_the_process_win_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cms.settings import environment

    file = tmp_path / "variables"
    file.write_text("SITE_NAME=Of the file\nCURRENCY=EUR\n")
    monkeypatch.setattr(environ.Env, "ENVIRON", {"ENV_FILE": str(file), "SITE_NAME": "Of the process"})
    environment.read_file()
    assert (environment.text("SITE_NAME"), environment.text("CURRENCY")) == ("Of the process", "EUR")
