"""Node, and a CMS with the demo content that programs in it can ask."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from tests.node import CLIENT, PROJECT, require_node, run
from tests.servers import free_port

#: A page that was renamed, and one that was taken down.
FORMER_PAGES = """
from pages.models import HomePage, SectionPage
for slug, title in (("moved", "A page that moves"), ("withdrawn", "A page that goes")):
    page = HomePage.objects.first().add_child(instance=SectionPage(title=title, slug=slug, live=False))
    page.save_revision().publish()
    page.refresh_from_db()
    if slug == "moved":
        page.slug = "moved-here"
        page.save_revision().publish()
    else:
        page.unpublish()
"""

#: Publishes an event of each status.
EVENTS = """
import datetime
from pages.models import EventPage, HomePage
from tests.statuses import DAY, WORDS, title_of
for status in WORDS:
    event = EventPage(
        title=title_of(status), status=status, start_date=DAY, start_time=datetime.time(13), time_zone="UTC",
        venue_name="Town hall", live=False,
    )
    HomePage.objects.first().add_child(instance=event)
    event.save_revision().publish()
"""


@pytest.fixture(scope="session")
def npm() -> Callable[..., str]:
    """Runs npm in the folder of the client, whose packages are installed."""
    require_node()
    run("npm", "ci", directory=CLIENT)

    def in_client(*arguments: str, **variables: str) -> str:
        return run("npm", *arguments, directory=CLIENT, **variables)

    return in_client


@pytest.fixture(scope="session")
def cms_url(cms_environment: dict[str, str]) -> str:
    """Where a CMS listens that was started as `make run` starts it."""
    return cms_environment["CMS_BASE_URL"]


@pytest.fixture(scope="session")
def cms_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The variables of that CMS, with which `manage.py` works on its content."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "CMS_BASE_URL": f"http://localhost:{port}",
    }
    log = tmp_path_factory.mktemp("log") / "cms.txt"
    command = [sys.executable, "-m", "cms.devserver", "--port", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://localhost:{port}/readyz", process, log)
        manage = [sys.executable, "manage.py", "shell", "--no-imports", "-c", FORMER_PAGES]
        subprocess.run(manage, cwd=PROJECT, env=environment, check=True)
        yield environment
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def events(cms_environment: dict[str, str]) -> None:
    """An event of each status, in ten years' time or so."""
    manage = [sys.executable, "manage.py", "shell", "--no-imports", "-c", EVENTS]
    subprocess.run(manage, cwd=PROJECT, env=cms_environment, check=True)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 180
    while True:
        try:
            if requests.get(url, timeout=2).ok:
                return
        except (requests.ConnectionError, requests.Timeout):
            pass
        assert process.poll() is None and time.monotonic() < deadline, log.read_text()
        time.sleep(0.5)
