"""An installation moves from SQLite to PostgreSQL."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.places import new_database, place, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
needs_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL (DATABASE_URL)")
#: Prints what a move could lose: microseconds, keys, the log, and whether a page can be added afterwards.
LOOK = """
import json
from wagtail.models import Page, ReferenceIndex
from api.models import Change, ChangeCounter
from pages.models import GuestBlogPost
print(json.dumps({
    "times": [str(at) for at in Page.objects.order_by("pk").values_list("last_published_at", flat=True)],
    "bodies": [json.dumps(list(post.body.raw_data), sort_keys=True) for post in GuestBlogPost.objects.order_by("pk")],
    "log": [ChangeCounter.current().sequence, list(Change.objects.order_by("pk").values_list("pk", flat=True))],
    "references": ReferenceIndex.objects.count(),
}))
"""
ADD = """
from pages.models import SectionPage
from wagtail.models import Page, Site
before = Page.objects.order_by("-pk").first().pk
page = Site.objects.get().root_page.add_child(instance=SectionPage(title="Added", slug="added"))
page.save_revision().publish()
assert page.pk > before
"""


def must(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The address and the folder of an installation with the demo content."""
    data = tmp_path_factory.mktemp("sqlite")
    url = f"sqlite:///{data / 'db.sqlite3'}"
    must(run(place(url, data), "manage.py", "migrate", "--verbosity=0"))
    must(run(place(url, data), "manage.py", "seed_demo"))
    return url, data


@pytest.fixture
def empty() -> Iterator[str]:
    """The address of a new database of PostgreSQL."""
    with new_database("moved") as url:
        yield url


@needs_postgresql
def test_everything_is_there_after_a_move(sqlite: tuple[str, Path], empty: str) -> None:
    url, data = sqlite
    moved = must(run(place(url, data), "manage.py", "move_to_postgresql", empty))
    assert "Moved " in moved and "Set DATABASE_URL" in moved
    reading = ("-m", "deploy.rehearsal.reading")
    before, after = (json.loads(must(run(place(where, data), *reading))) for where in (url, empty))
    assert len(before) > 50 and {path for path in before if before[path] != after.get(path)} == set()
    looks = [
        json.loads(must(run(place(where, data), "manage.py", "shell", "--no-imports", "-c", LOOK)))
        for where in (url, empty)
    ]
    assert looks[0] == looks[1]
    assert any(not at.endswith(".000000+00:00") and "." in at for at in looks[0]["times"])
    must(run(place(empty, data), "manage.py", "shell", "--no-imports", "-c", ADD))
    # It is not empty any more.
    again = run(place(url, data), "manage.py", "move_to_postgresql", empty)
    assert again.returncode == 1 and "not empty" in again.stderr and "Traceback" not in again.stderr


@needs_postgresql
def test_a_row_that_postgresql_refuses_is_named_and_nothing_is_moved(sqlite: tuple[str, Path], empty: str) -> None:
    url, data = sqlite
    spoil = (
        "from pages.models import Person; p = Person.objects.first(); Person.objects.filter(pk=p.pk).update(name={!r})"
    )
    must(run(place(url, data), "manage.py", "shell", "--no-imports", "-c", spoil.format("a\x00b")))
    try:
        done = run(place(url, data), "manage.py", "move_to_postgresql", empty)
        assert done.returncode == 1 and "Traceback" not in done.stderr
        assert "PostgreSQL refuses a row of pages_person" in done.stderr
    finally:
        must(run(place(url, data), "manage.py", "shell", "--no-imports", "-c", spoil.format("Somebody")))
    count = "from pages.models import Person; print(Person.objects.count())"
    assert must(run(place(empty, data), "manage.py", "shell", "--no-imports", "-c", count)).strip() == "0"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////tmp/other.sqlite3", "must begin with postgres://"),
        ("banana", "must begin with postgres://"),
        ("postgres://nobody@127.0.0.1:1/nothing", "cannot be reached"),
        ("postgres://nobody@127.0.0.1:banana/nothing", "must be like postgres://"),
    ],
)
def test_addresses_that_are_refused(url: str, said: str, tmp_path: Path) -> None:
    done = run(place(f"sqlite:///{tmp_path / 'db.sqlite3'}", tmp_path), "manage.py", "move_to_postgresql", url)
    assert done.returncode == 1 and said in done.stderr and "Traceback" not in done.stderr


def test_there_must_be_something_to_move(tmp_path: Path) -> None:
    done = run(
        place("postgres://nobody@127.0.0.1:1/nothing", tmp_path), "manage.py", "move_to_postgresql", "postgres://x/y"
    )
    assert done.returncode == 1 and "nothing to move" in done.stderr and "Traceback" not in done.stderr
