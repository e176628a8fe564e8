"""Page types that are made from each other: nothing of what is served is known by half."""

import os
import subprocess
import sys

import pytest

from tests.databases import ROOT

pytestmark = pytest.mark.slow
PROMISES = "tests/applications/press/promises.py"


def run(types: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command with the press application installed and some of its types registered."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_"))}
    environment |= {"EXTRA_APPS": "tests.applications.press", "PRESS_TYPES": types, "DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )


@pytest.mark.parametrize("types", ["PressRelease", "PressRelease,Advisory"], ids=["parent alone", "both"])
def test_a_type_made_from_a_registered_one_is_known_to_all(types: str) -> None:
    done = run(types, "-m", "pytest", PROMISES, "-q", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_that_nothing_serves_are_refused() -> None:
    done = run("", "manage.py", "check", "--settings=cms.settings.test")
    assert done.returncode == 1
    for name in ("PressRelease", "Advisory", "FlashAdvisory"):
        assert f"press.{name} is not served by the API" in done.stderr
        assert f"register_page_type({name}, PageType(…))" in done.stderr
    assert "QuietRelease" not in done.stderr
