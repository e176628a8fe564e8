"""The TypeScript client: its version, its types, and how it gets along with the CMS."""

import json
import re
import shlex
import sys
import tomllib
from collections.abc import Callable

import pytest

from tests.node import CLIENT, PROJECT

#: Publishes a post, and prints its id.
PUBLISH = """
from pages.models import GuestBlogPost
post = GuestBlogPost.objects.live().first()
post.save_revision().publish()
print(post.pk)
"""


def test_it_has_the_version_of_the_api() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    package = json.loads((CLIENT / "package.json").read_text())
    lock = json.loads((CLIENT / "package-lock.json").read_text())
    assert package["version"] == lock["version"] == project["version"]


def test_the_lock_names_no_registry() -> None:
    lock = (CLIENT / "package-lock.json").read_text()
    assert "integrity" in lock
    assert set(re.findall(r"https?://[^/\"]+", lock)) <= {"https://github.com", "https://opencollective.com"}
    assert '"resolved"' not in lock


@pytest.mark.node
def test_its_types_are_those_of_the_openapi_document(npm: Callable[..., str]) -> None:
    npm("run", "check-generated")


@pytest.mark.node
def test_it_works_with_the_cms(npm: Callable[..., str], cms_environment: dict[str, str]) -> None:
    publish = shlex.join([sys.executable, str(PROJECT / "manage.py"), "shell", "--no-imports", "-c", PUBLISH])
    variables = {name: value for name, value in cms_environment.items() if name != "CMS_URL"}
    printed = npm("test", **variables, CMS_URL=cms_environment["CMS_BASE_URL"], CMS_PUBLISH=publish)
    counts = {name: int(count) for name, count in re.findall(r"^# (\w+) (\d+)$", printed, re.MULTILINE)}
    assert (counts["fail"], counts["skipped"]) == (0, 0)
    assert counts["pass"] > 10
