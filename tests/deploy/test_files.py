"""The files in ``deploy/`` name commands, ports, variables, paths and services that exist."""

import io
import re
import shlex
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command, get_commands, load_command_class
from granian.cli import cli

from deploy.rehearsal import units

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = ("web", "worker", "stream")
INSTALLED = "/srv/coalition-cms"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
#: Variables of other programs, and where they are explained.
OF_OTHERS = {
    "POSTGRES_DB",
    "POSTGRES_USER",
    "POSTGRES_PASSWORD",
    "PYTHONDONTWRITEBYTECODE",
    "MAINPID",
    "MALLOC_ARENA_MAX",
    "MALLOC_MMAP_THRESHOLD_",
}
#: Variables of deploy/Caddyfile.
OF_CADDY = {"CMS_DOMAIN", "CMS_WEB", "CMS_STREAM"}


def known_variables() -> set[str]:
    return set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def assert_runs(command: Sequence[str]) -> None:
    """Check that a command is one of the project's, and that it has the options it is given."""
    program = Path(command[0]).name
    if program == "granian":
        known = {name for parameter in cli.params for name in (*parameter.opts, *parameter.secondary_opts)}
        assert [part for part in command if part.startswith("--") and part not in known] == []
        module, _, name = command[-1].partition(":")
        assert (ROOT / f"{module.replace('.', '/')}.py").exists() and name == "application"
    elif command[1:2] == ["manage.py"]:
        application = get_commands()[command[2]]
        loaded = load_command_class(application, command[2]) if isinstance(application, str) else application
        loaded.create_parser("manage.py", command[2]).parse_args(list(command[3:]))
    else:
        assert command[1:3] == ["-m", "cms.probe"] and command[3].isdigit(), command


@pytest.mark.parametrize("name", UNITS)
def test_units_start_what_exists(name: str) -> None:
    command = shlex.split(units.settings(name)["ExecStart"][0])
    assert command[0].startswith(f"{INSTALLED}/.venv/bin/")
    assert_runs(command)


@pytest.mark.parametrize("name", UNITS)
def test_units_are_hardened_and_start_again(name: str) -> None:
    unit = units.settings(name)
    assert (unit["User"], unit["Restart"], unit["NoNewPrivileges"]) == (["coalition-cms"], ["always"], ["true"])
    assert (unit["ProtectSystem"], unit["ReadWritePaths"]) == (["strict"], [f"{INSTALLED}/data"])
    assert unit["CapabilityBoundingSet"] == [""]
    documentation = unit["Documentation"][0].removeprefix(f"file://{INSTALLED}/")
    assert (ROOT / documentation).exists()
    variables = units.environment(name, {})
    assert set(variables) <= known_variables() | OF_OTHERS
    assert variables["DJANGO_SETTINGS_MODULE"] == "cms.settings.production"


def test_a_worker_of_the_server_starts_before_the_old_one_stops() -> None:
    unit = units.settings("web")
    command = shlex.split(unit["ExecStart"][0])
    options = dict(pairwise(command))
    assert float(options["--respawn-interval"]) >= 20 and "HUP" in unit["ExecReload"][0]
    # Workers with a port each would end connections that wait in it.
    assert options["--uds"] == f"/run/{unit['RuntimeDirectory'][0]}/web.sock"
    assert int(unit["TimeoutStopSec"][0]) > int(options["--workers-kill-timeout"])


def test_proxies_lead_to_the_units() -> None:
    nginx, caddy = (DEPLOY / "nginx.conf").read_text(), (DEPLOY / "Caddyfile").read_text()
    socket = re.search(r"--uds (\S+)", units.settings("web")["ExecStart"][0])
    port = re.search(r"--port (\d+)", units.settings("stream")["ExecStart"][0])
    assert socket and port
    assert f"server unix:{socket[1]} " in nginx and f"unix/{socket[1]}" in caddy
    assert f"http://127.0.0.1:{port[1]};" in nginx and f"127.0.0.1:{port[1]}" in caddy
    for text in (nginx, caddy):
        assert "/api/v2/changes/stream/" in text
        # No file of the uploads is served past the CMS, which knows who may read it.
        assert not re.search(r"^\s*(root|alias|file_server|try_files)\b(?! /var/www/html)", text, re.MULTILINE)
        assert "media" not in re.sub("#.*", "", text) and f"{INSTALLED}/data" not in text
        assert "X-Forwarded-Proto $scheme" in text or text == caddy
    # A location with one header of its own has none of those above it.
    for location in re.findall(r"location [^{]+\{[^}]*proxy_set_header[^}]*\}", nginx):
        assert all(f"proxy_set_header {name} " in location for name in ("Host", "X-Forwarded-Proto", "X-Forwarded-For"))


def test_logs_of_the_proxy_have_no_tokens() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text()
    (form,) = re.findall(r"^log_format coalition_cms (.*?);", nginx, re.MULTILINE | re.DOTALL)
    assert "$uri" in form
    assert not re.search(r"\$(request|request_uri|args|query_string|http_referer)\b", form)


def test_caddy_has_its_variables() -> None:
    named = set(re.findall(r"\{\$([A-Z_]+)", (DEPLOY / "Caddyfile").read_text()))
    assert named == OF_CADDY == set(COMPOSE["services"]["proxy"]["environment"])


def test_compose_runs_what_exists() -> None:
    services = COMPOSE["services"]
    ours = {name: service for name, service in services.items() if service.get("image") == "coalition-cms:local"}
    assert set(ours) == {"migrations", "web", "worker", "stream"}
    for service in ours.values():
        if "command" in service:
            assert_runs(service["command"])
        if "test" in service.get("healthcheck", {}):
            assert_runs(service["healthcheck"]["test"][1:])
        assert service["read_only"] and service["cap_drop"] == ["ALL"] and service["env_file"] == ".env"
    assert (DEPLOY / ours["web"]["build"]["context"] / "Dockerfile").exists()


def test_compose_services_start_again_and_are_asked_for_their_health() -> None:
    for name, service in COMPOSE["services"].items():
        assert service["restart"] == ("on-failure:3" if name == "migrations" else "unless-stopped"), name
        # `web` has that of the image.
        assert "healthcheck" in service or name == "web", name


def test_compose_names_what_it_defines() -> None:
    services, volumes = COMPOSE["services"], set(COMPOSE["volumes"])
    used = set()
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            if source.startswith("./"):
                assert (DEPLOY / source).exists()
            else:
                used.add(source)
        image = service["image"]
        assert ":" in image and not image.endswith(":latest")
    assert used == volumes


def test_only_the_proxy_can_be_reached() -> None:
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["proxy"]


def test_the_cache_is_bounded() -> None:
    cache = COMPOSE["services"]["cache"]
    options = dict(pairwise(cache["command"]))
    assert (options["--maxmemory"], options["--maxmemory-policy"]) == ("256mb", "allkeys-lru")
    assert cache["mem_limit"] == "384m"


def test_compose_has_every_variable_that_it_needs() -> None:
    printed = io.StringIO()
    call_command("new_env", domain="cms.example.org", compose=True, file="-", stdout=printed)
    given = set(re.findall(r"^([A-Z_]+)=", printed.getvalue(), re.MULTILINE))
    text = (DEPLOY / "compose.yaml").read_text()
    assert set(re.findall(r"\$\{([A-Z_]+)", text)) <= given
    for service in COMPOSE["services"].values():
        assert set(service.get("environment", {})) <= known_variables() | OF_OTHERS | OF_CADDY
    # Those without which production refuses to start, and where the services are.
    required = {"SECRET_KEY", "IMAGE_SIGNING_KEY", "ALLOWED_HOSTS", "CMS_BASE_URL", "FRONTEND_URL", "DATABASE_URL"}
    assert required <= given and given <= known_variables() | OF_OTHERS | OF_CADDY
    (database,) = re.findall(r"^DATABASE_URL=postgres://(\w+):(.*)@(\w+):5432/(\w+)$", printed.getvalue(), re.MULTILINE)
    environment = COMPOSE["services"][database[2]]["environment"]
    assert (database[0], database[3]) == (environment["POSTGRES_USER"], environment["POSTGRES_DB"])
    assert re.search(r"^CACHE_URL=redis://cache:6379/0$", printed.getvalue(), re.MULTILINE)
    assert re.search(rf"^POSTGRES_PASSWORD={re.escape(database[1])}$", printed.getvalue(), re.MULTILINE)


def test_data_of_containers_is_where_the_image_has_it() -> None:
    services = COMPOSE["services"]
    assert services["web"]["volumes"] == ["data:/data"]
    assert not any(volume.startswith("data:") for volume in services["proxy"]["volumes"])
    assert "DATA_DIR=/data" in (ROOT / "Dockerfile").read_text()


def test_the_steps_of_an_operator_are_few_and_name_what_exists() -> None:
    text = (ROOT / "docs/operations.md").read_text().partition("## On a machine")[2].partition("### Upgrading")[0]
    steps = re.findall(r"^\*\*(\d)\.", text, re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)] and 4 < len(steps) <= 8
    commands = re.findall(r"\bas_cms ([a-z_]+)", text)
    assert set(commands) == {"new_env", "migrate", "collectstatic", "create_admin"}
    assert set(commands) <= set(get_commands())
    assert all(f"coalition-cms-{name}" in text for name in UNITS)
    places = {units.environment(name, {})["ENV_FILE"] for name in UNITS}
    assert places == set(re.findall(r"ENV_FILE=(\S+)", text))
