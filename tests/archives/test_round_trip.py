"""What an archive brings into another installation is what was there, response for response, on either database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from wagtail.models import PageViewRestriction

from arrivals.writing.ledger import Ledger
from pages.accounts.user import User
from tests.api.everything import Everything
from tests.content import make_post, make_section, publish
from tests.places import Place, empty_place, original, place, responses, run

LOG = "wagtailcore.modellogentry.jsonl"

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


@pytest.fixture
def everything(uploads: Path) -> Everything:
    everything = Everything()
    user = User.objects.create_superuser("editor@example.org", "a-password-of-the-old-site")
    everything.post.title = "A later draft"
    everything.post.save_revision(user=user)
    moved = make_section(title="Moved")
    moved.slug = "moved-on"
    publish(moved)
    hidden = make_section(title="Hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="the-way-in")
    make_post(title="Gone").unpublish()
    ledger = Ledger("https://old.example.org")
    ledger.claim(ledger.remember("post:1", everything.post, record_digest="1"), ["https://old.example.org/?p=1"])
    return everything


def export(where: Place, target: Path, *options: str) -> Path:
    done = run(where, "manage.py", "export_site", str(target), *options)
    assert done.returncode == 0, done.stderr
    return target


def import_into(where: Place, archive: Path) -> None:
    for command in (("migrate", "--verbosity=0"), ("import_site", str(archive))):
        done = run(where, "manage.py", *command)
        assert done.returncode == 0, done.stderr


@contextmanager
def sqlite_place(folder: Path) -> Iterator[Place]:
    folder.mkdir()
    yield place(f"sqlite:///{folder / 'db.sqlite3'}", folder)


def test_every_response_is_the_same(everything: Everything, tmp_path: Path) -> None:
    there = original(tmp_path)
    before = responses(there)
    assert len(before) > 35
    archive = export(there, tmp_path / "site.zip", "--with-history")
    with empty_place(tmp_path / "imported") as where:
        import_into(where, archive)
        assert responses(where) == before
        # And once more: nothing was lost that responses do not show.
        again = export(where, tmp_path / "again", "--with-history")
        first = export(there, tmp_path / "first", "--with-history")
        assert different_files(first, again) == ["manifest.json"]
        # Who ruled the old site rules nothing here, and nobody knows a password.
        program = "from pages.models import User; u = User.objects.get(email='editor@example.org')"
        program += "; print(u.is_superuser, u.has_usable_password())"
        program += "; from wagtail.models import PageViewRestriction as R; print(len(R.objects.get().password) > 30)"
        program += "; from api.models import ChangeCounter as C, Change"
        program += "; print(Change.objects.count(), C.current().sequence > 10**12)"
        # A later import recognizes what has arrived.
        program += "; from arrivals.writing.ledger import Ledger as L"
        program += "; print(L('https://old.example.org').at('http://old.example.org/?p=1').pk)"
        shown = run(where, "manage.py", "shell", "--no-imports", "-c", program)
        assert shown.stdout == f"False False\nTrue\n0 True\n{everything.post.pk}\n", shown.stdout + shown.stderr


def different_files(first: Path, second: Path) -> list[str]:
    """Return the paths of files that are in one folder only, or not the same in both.

    Entries of the log come after those that an installation has, so their numbers do not count.
    """
    names = {path.relative_to(folder) for folder in (first, second) for path in folder.rglob("*") if path.is_file()}

    def content(path: Path) -> bytes | None:
        if not path.exists():
            return None
        stored = path.read_bytes()
        return re.sub(rb'^\{"id":\d+,', b"{", stored, flags=re.MULTILINE) if path.name == LOG else stored

    return sorted(name.as_posix() for name in names if content(first / name) != content(second / name))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL (DATABASE_URL)")
def test_from_one_database_to_the_other(everything: Everything, tmp_path: Path) -> None:
    there = original(tmp_path)
    before = responses(there)
    archive = export(there, tmp_path / "from-postgresql")
    with sqlite_place(tmp_path / "sqlite") as sqlite:
        import_into(sqlite, archive)
        assert responses(sqlite) == before
        back = export(sqlite, tmp_path / "from-sqlite")
    with empty_place(tmp_path / "back") as where:
        import_into(where, back)
        assert responses(where) == before
    assert different_files(archive, back) == ["manifest.json"]
