"""The commands of the units in ``deploy/systemd/``, for the folder and the ports of a rehearsal."""

import shlex
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "systemd"


def settings(name: str) -> dict[str, list[str]]:
    """Return the values of each setting of a unit, in the order in which they are written."""
    found: dict[str, list[str]] = {}
    text = (FOLDER / f"coalition-cms-{name}.service").read_text().replace("\\\n", " ")
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key.strip(), []).append(" ".join(value.split()))
    return found


def command(name: str, setting: str, changes: Mapping[str, str]) -> list[str]:
    """Return the command in a setting of a unit, such as ``ExecStart``, with other paths, ports and processes."""
    (line,) = settings(name)[setting]
    for old, new in changes.items():
        line = line.replace(old, new)
    return shlex.split(line)


def environment(name: str, changes: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that a unit sets, with other paths."""
    variables: dict[str, str] = {}
    for line in settings(name).get("Environment", []):
        for old, new in changes.items():
            line = line.replace(old, new)
        variables |= dict(part.split("=", 1) for part in shlex.split(line))
    return variables
