"""Writes each public page as a Markdown file with facts before its text, and the files that it shows."""

import json
import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings

from api.formats.markdown_paths import markdown_path
from archives.format.manifest import is_inside
from archives.format.writing import new_folder
from archives.progress import Show
from archives.site_reader.site_reader import SiteReader, site_reader
from pages.database.snapshot import snapshot

#: The folder of pictures and documents.
FILES = "files"
#: What stands before the text, where a page has it: the name of the fact, and the path to it in the fields of the API.
FACTS = {
    "title": ("title",),
    "type": ("meta", "type"),
    "language": ("meta", "locale"),
    "url": ("meta", "html_url"),
    "path": ("meta", "html_path"),
    "first_published_at": ("meta", "first_published_at"),
    "last_published_at": ("meta", "last_published_at"),
    "date": ("published_on",),
    "start": ("start",),
    "end": ("end",),
    "status": ("status",),
    "authors": ("authors",),
    "topics": ("topics",),
    "tags": ("tags",),
    "summary": ("summary",),
}
_LINK = re.compile(r"(?<=\]\()<?(https?://[^\s)>]+)>?(?=[)\s])")


def write_markdown_files(target: Path, progress: Show) -> int:
    """Write the pages into a new folder, and return how many there are. Raise ``ArchiveError`` if that fails."""
    with new_folder(target) as folder, site_reader() as reader:
        with snapshot():
            keys = [row["id"] for row in reader.rows("pages/", fields="id,-title")]
            names = []
            for number, key in enumerate(keys, 1):
                names += _write_page(reader, folder, reader.page(key))
                progress("pages", number, len(keys))
        for number, name in enumerate(names, 1):
            _keep_files(reader, folder, name)
            progress("files of pages", number, len(names))
    return len(names)


def _write_page(reader: SiteReader, folder: Path, page: dict[str, Any]) -> list[str]:
    """Write a page, and return the path of its file; nothing for a page that has no Markdown."""
    path = page["meta"]["html_path"]
    response = reader.get(f"/api/v2/markdown/?path={quote(path, safe='')}")
    name = unquote(markdown_path(path)).lstrip("/")
    if response.status != 200 or not is_inside(name):
        return []
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(front_matter(page) + response.body.decode(), encoding="utf-8")
    return [name]


def _keep_files(reader: SiteReader, folder: Path, name: str) -> None:
    """Write the files to which a page links, and have it link to these."""
    above = posixpath.relpath(".", posixpath.dirname(name) or ".")

    def beside(link: re.Match[str]) -> str:
        local = _kept(reader, folder, link[1])
        return posixpath.join(above, quote(local)) if local else link[0]

    path = folder / name
    path.write_text(_LINK.sub(beside, path.read_text(encoding="utf-8")), encoding="utf-8")


def _kept(reader: SiteReader, folder: Path, url: str) -> str | None:
    """Write the file at a URL, and return its path; ``None`` for what is no public file of this site."""
    path = urlsplit(url).path
    if not (reader.is_ours(url) and reader.is_file(url)):
        return None
    name = f"{FILES}{unquote(path)}"
    if not is_inside(name):
        return None
    if not (folder / name).exists():
        response = reader.get(url.removeprefix(settings.CMS_BASE_URL))
        if response.status != 200:
            return None
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(response.body)
    return name


def front_matter(page: dict[str, Any]) -> str:
    """Return the facts of a page between lines of dashes. Each value is JSON, which is YAML too."""
    lines = []
    for name, path in FACTS.items():
        value: Any = page
        for part in path:
            value = value.get(part) if isinstance(value, dict) else None
        if value not in (None, "", []):
            lines.append(f"{name}: {json.dumps(_plain(value), ensure_ascii=False)}\n")
    return f"---\n{''.join(lines)}---\n\n"


def _plain(value: Any) -> Any:
    """Return names for rows of people and terms; instants of events are their local times with their zones."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict) and "name" in value:
        return value["name"]
    return value
