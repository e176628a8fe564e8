"""What tests of personal data share."""

import io
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection

#: A surname that is nowhere else, so that even a part of the name is found.
SURNAME = "Wrzyszczykowa"
NAME = f"Zoë {SURNAME}"


@pytest.fixture
def uploads(settings: Any, tmp_path: Path) -> Path:
    """The folder of the uploads of this test."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


def run(command: str, *arguments: Any) -> str:
    """Return what a command prints."""
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def copies_of(word: str) -> list[str]:
    """Return where the database and the uploads have a word, by bytes and rows, without the code under test."""
    found = [
        str(path.relative_to(django_settings.MEDIA_ROOT))
        for path in Path(django_settings.MEDIA_ROOT).rglob("*")
        if word.lower() in path.name.lower() or (path.is_file() and _has(path.read_bytes(), word))
    ]
    return found + (_in_sqlite(word) if connection.vendor == "sqlite" else _in_postgresql(word))


def _has(data: bytes, word: str) -> bool:
    lowered = data.lower()
    return any(word.lower().encode(encoding) in lowered for encoding in ("utf-8", "utf-16-le"))


def _in_sqlite(word: str) -> list[str]:
    main = Path(connection.settings_dict["NAME"])
    assert main.is_file()
    beside = [path for path in main.parent.glob(f"{main.name}*") if path.is_file()]
    return [path.name for path in beside if _has(path.read_bytes(), word)] + _rows_of_file(main, word)


def _rows_of_file(main: Path, word: str) -> list[str]:
    found = []
    with sqlite3.connect(f"file:{main}?mode=ro", uri=True) as other:
        for line in other.iterdump():
            if word.lower() in line.lower():
                found.append(line[:200])
    other.close()
    return found


def _in_postgresql(word: str) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" AS row WHERE row::text ILIKE %s', [f"%{word}%"])  # noqa: S608
            if number := cursor.fetchone()[0]:
                found.append(f"{table}: {number}")
    return found
