"""Page types of another application are archived without a word about them."""

import pytest

from tests.test_page_type_families import run

pytestmark = pytest.mark.slow


def test_page_types_of_another_application() -> None:
    done = run(
        "PressRelease,Advisory", "-m", "pytest", "tests/applications/press/archiving.py", "-q", "-p", "no:cacheprovider"
    )
    assert done.returncode == 0, done.stdout + done.stderr
