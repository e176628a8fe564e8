"""The version of the release is the same wherever it is written."""

import json
import tomllib
from pathlib import Path

import yaml
from django.conf import settings

from operations.upgrades.released import released

ROOT = Path(__file__).resolve().parents[1]


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    client = json.loads((ROOT / "clients/typescript/package.json").read_text())["version"]
    locked = json.loads((ROOT / "clients/typescript/package-lock.json").read_text())
    # The beginning is enough, and the whole takes seconds.
    document = yaml.safe_load((ROOT / "docs/openapi.yaml").read_text().partition("\npaths:")[0])
    found = {project, client, locked["version"], locked["packages"][""]["version"], document["info"]["version"]}
    assert found == {settings.VERSION}


def test_the_release_before_is_older() -> None:
    def numbers(version: str) -> list[int]:
        return [int(number) for number in version.split(".")]

    assert numbers(released().version) <= numbers(settings.VERSION)
