"""Writes an archive of some pages."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from wagtail.models import Page

from archives.format.manifest import MEDIA, ArchiveError, Manifest, is_inside
from archives.format.writing import ArchiveWriter, new_folder
from archives.portable.places import pages_at
from archives.portable.portable_object import NAMED_PAGES, OBJECTS
from archives.progress import Show
from archives.rows.columns import line
from archives.selecting.selection import Selection
from pages.database.applied_migrations import applied_migrations
from pages.database.snapshot import snapshot


def chosen_pages(names: Sequence[str], *, with_descendants: bool) -> list[Page]:
    """Return the pages with numbers or paths such as ``/posts/a-post/``, each once. Raise ``ArchiveError`` if not one.

    Those below them are among them, too, ``with_descendants``.
    """
    found: dict[int, Page] = {}
    for name in names:
        page = _chosen_page(name)
        for one in page.get_descendants(inclusive=True) if with_descendants else [page]:
            found[one.pk] = one
    return list(found.values())


def _chosen_page(name: str) -> Page:
    if name.isascii() and name.isdigit():
        pages = list(Page.objects.filter(pk=int(name[:18]), depth__gt=1))
    else:
        pages = pages_at(name)
    if not pages:
        raise ArchiveError(f"There is no page {name}.")
    if len(pages) > 1:
        numbers = ", ".join(str(page.pk) for page in pages)
        raise ArchiveError(f"Several sites have a page {name}: name one by its number ({numbers}).")
    return pages[0]


def export_pages(target: Path, pages: Sequence[Page], *, drafts: bool, progress: Show, reader: Any = None) -> Manifest:
    """Write an archive of pages and what they need to a folder or a zip file, and return its manifest.

    All of it is of one state of the database. With a ``reader``, a user, it has only files that they may use. Raise
    ``ArchiveError`` if it cannot be made, without a trace.
    """
    with new_folder(target, private=True) as folder:
        writer, selection = ArchiveWriter(folder), Selection(drafts, reader)
        with snapshot():
            selection.add(pages, lambda done: progress("objects found", done, done))
            migrations = applied_migrations()
        objects = [selection.objects[key] for key in sorted(selection.objects)]
        named = [selection.named_pages[key] for key in sorted(selection.named_pages)]
        writer.write(OBJECTS, (line(one.as_json()) for one in objects))
        writer.write(NAMED_PAGES, (line(one.as_json()) for one in named))
        missing = list(_write_files(writer, {one.file: one.model for one in objects if one.file}, progress))
        manifest = Manifest(
            made_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            version=settings.VERSION,
            history=False,
            languages=sorted({one.language for one in objects if one.language}),
            migrations=migrations,
            files=sorted(writer.files, key=lambda file: file.path),
            missing_media=missing,
            pages=sorted(one.path or one.title for one in objects if one.parent or one.path),
        )
        writer.finish(manifest)
    return manifest


def _write_files(writer: ArchiveWriter, files: dict[str, str], progress: Show) -> Iterator[str]:
    """Write the files of images and documents, by path, and yield those that are gone."""
    for done, name in enumerate(sorted(files), 1):
        storage = apps.get_model(files[name])._meta.get_field("file").storage
        try:
            with storage.open(name, "rb") as source:
                if not is_inside(name):
                    raise ArchiveError(f"{name} is no path of an upload.")
                writer.copy(MEDIA + name, source)
        except (FileNotFoundError, IsADirectoryError):
            yield name
        progress("uploads", done, len(files))
