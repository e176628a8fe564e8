"""Backups are made while the CMS runs, restored into an empty place, and refused where they would do harm."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from api.changes.log import begin_epoch
from api.models import ChangeCounter
from api.stored_responses.log_position import read_position
from api.stored_responses.stored import Stored
from backups import databases
from backups.destinations import Folder
from backups.making import all_backups
from backups.manifest import NAME
from tests.content import (
    make_document,
    make_event,
    make_image,
    make_person,
    make_post_of_every_block,
    make_section,
    publish,
)
from tests.places import Place, empty_place, original, responses, run

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


@pytest.fixture
def uploads(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "data/media")
    return tmp_path / "data/media"


@pytest.fixture
def content(uploads: Path) -> None:
    make_post_of_every_block()
    make_event()
    section = make_section(title="Über uns")
    section.feature_image = make_image("Portrait")
    publish(section)
    make_person("Zoë Example")
    make_document("A paper")


@pytest.fixture
def backups(content: None, tmp_path: Path) -> Path:
    """A folder with one backup of the content."""
    return backup(tmp_path / "backups")


def backup(folder: Path, **options: Any) -> Path:
    call_command("backup", str(folder), stdout=io.StringIO(), **options)
    return folder


def made(folder: Path) -> list[Path]:
    """Return the folders of the backups in a folder, the oldest first."""
    return [folder / name for name in all_backups(Folder(folder))]


def restore(where: Place, folder: Path) -> subprocess.CompletedProcess[str]:
    return run(where, "manage.py", "restore", str(folder))


def refusal(folder: Path, tmp_path: Path) -> str:
    with empty_place(tmp_path / "refused") as where:
        done = restore(where, folder)
        assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
        assert not list((tmp_path / "refused").glob("media/**/*.*"))
        return done.stderr


def test_every_response_is_the_same_after_a_round_trip(backups: Path, tmp_path: Path) -> None:
    before = responses(original(tmp_path))
    assert len(before) > 35
    sequence = ChangeCounter.current().sequence
    with empty_place(tmp_path / "restored") as where:
        done = restore(where, backups)
        assert done.returncode == 0, done.stderr
        assert responses(where) == before
        # The log of before is one that this one does not hold.
        program = "from django.test import Client; c = Client(headers={'host': 'localhost'}).get('/api/v2/changes/')"
        program += "; print(c.status_code, c.json()['items'] if c.status_code == 200 else c.content)"
        shown = run(where, "manage.py", "shell", "--no-imports", "-c", program)
        assert shown.stdout == "200 []\n", shown.stdout + shown.stderr
        asked = run(where, "manage.py", "shell", "--no-imports", "-c", HOLDS.format(sequence))
        assert asked.stdout == "False\n", asked.stdout + asked.stderr


HOLDS = "from api.models import ChangeCounter; print(ChangeCounter.current().holds_after({}))"


def test_what_has_been_copied_is_not_copied_again(backups: Path) -> None:
    first = {path: path.stat().st_mtime_ns for path in backups.glob("files/*/*")}
    # Of the same content as the one before.
    make_document("Another")
    backup(backups)
    second = {path: path.stat().st_mtime_ns for path in backups.glob("files/*/*")}
    assert first == second and first
    assert len(made(backups)) == 2


def test_old_backups_and_their_files_are_deleted(backups: Path, uploads: Path) -> None:
    only_in_the_first = uploads / "original_images/forgotten.txt"
    only_in_the_first.parent.mkdir(parents=True, exist_ok=True)
    only_in_the_first.write_text("Only once")
    backup(backups)
    number = len(list(backups.glob("files/*/*")))
    only_in_the_first.unlink()
    backup(backups, keep=1)
    assert len(made(backups)) == 1
    assert len(list(backups.glob("files/*/*"))) == number - 1


def test_no_secret_is_in_the_list(backups: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a-secret-that-nobody-may-read")
    backup(backups)
    text = (made(backups)[-1] / NAME).read_text()
    assert '"SECRET_KEY"' in text and "nobody-may-read" not in text


def test_a_place_that_is_not_empty_is_left_alone(backups: Path, tmp_path: Path) -> None:
    with empty_place(tmp_path / "restored") as where:
        (tmp_path / "restored/media/images").mkdir(parents=True)
        (tmp_path / "restored/media/images/mine.png").write_text("mine")
        assert "media is not empty" in restore(where, backups).stderr
        shutil.rmtree(tmp_path / "restored/media")
        assert restore(where, backups).returncode == 0
        assert "is not empty" in restore(where, backups).stderr


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-1] + b"?")])
def test_a_damaged_file_is_named(backups: Path, tmp_path: Path, damage: Callable[[Path], object]) -> None:
    damage(next(backups.glob("files/*/*")))
    assert "files/" in (told := refusal(backups, tmp_path)) and ("damaged" in told or "cannot be read" in told)


def test_a_damaged_database_is_named(backups: Path, tmp_path: Path) -> None:
    with (made(backups)[0] / databases.NAMES[connection.vendor]).open("ab") as file:
        file.write(b"?")
    assert "is damaged. Nothing was restored." in refusal(backups, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"format": 1', '"format": 2', "made by a newer version"),
        ('"0001_initial"', '"9999_from_the_future"', "A newer version of the CMS made the backup"),
        ('"engine": "', '"engine": "other-', "The backup is one of other-"),
        ("{", "", "is damaged"),
        ('"path": "', '"path": "../../', "damaged|leads out|cannot be read"),
    ],
)
def test_a_list_that_does_not_fit_is_refused(backups: Path, tmp_path: Path, old: str, new: str, sentence: str) -> None:

    path = made(backups)[0] / NAME
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    assert re.search(sentence, refusal(backups, tmp_path))


def test_a_folder_without_a_backup(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no backup"):
        call_command("restore", str(tmp_path))


def test_what_cannot_be_written_leaves_nothing(content: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="The backup cannot be written"):
        backup(tmp_path / "file")


def test_keeping_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--keep must be at least 1"):
        backup(tmp_path, keep=0)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL (DATABASE_URL)")
def test_without_the_programs_of_postgresql(content: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="pg_dump is not installed"):
        backup(tmp_path / "backups")
    assert made(tmp_path / "backups") == []


def test_nothing_that_was_stored_before_an_epoch_is_fresh() -> None:
    """Not even what depends on nothing that the restored log knows, such as a page that was made after the backup."""
    now = timezone.now()
    stored = Stored(
        tags=frozenset({"page:1000000"}),
        until=None,
        sequence=ChangeCounter.current().sequence,
        checked_at=now,
        next_transition_at=None,
        next_expiry_at=None,
    )
    assert stored.is_fresh(read_position(), now)
    begin_epoch()
    assert not stored.is_fresh(read_position(), now)


def test_an_epoch_is_beyond_every_cursor_of_before() -> None:
    before = ChangeCounter.current().sequence
    first, second = begin_epoch(), begin_epoch()
    counter = ChangeCounter.current()
    assert before < first < second == counter.sequence < 2**53
    assert counter.holds_after(second) and not any(map(counter.holds_after, (before, first, second + 1)))


def test_the_command_begins_an_epoch_after_a_restore_by_other_means() -> None:
    before = ChangeCounter.current().sequence
    output = io.StringIO()
    call_command("begin_epoch", stdout=output)
    after = ChangeCounter.current().sequence
    assert (before < after, output.getvalue()) == (True, f"The change log goes on at {after}.\n")
