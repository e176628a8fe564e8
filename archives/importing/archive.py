"""Imports an archive into a fresh installation."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Site

from api.changes.log import begin, begin_epoch
from api.stored_responses.clearing import clear_cache
from archives.contents.models import archived_models, model_of
from archives.format.manifest import MEDIA, ArchiveError, Manifest
from archives.format.reading import ArchiveReader, open_archive
from archives.importing.checking import (
    check_files,
    check_fits,
    check_is_fresh,
    check_media,
    data_files,
    label_of,
    media_files,
)
from archives.importing.spooling import spooled
from archives.importing.writing import RowWriter
from archives.progress import Show
from pages.search.documents import write_all_documents


def import_archive(path: Path, *, dry_run: bool, progress: Show) -> tuple[Manifest, list[str]]:
    """Import an archive, and return its manifest with remarks on what was left out.

    The processes of the CMS must not run. Everything is checked before anything is written; it is written in one
    transaction, and the uploads before it ends. The change log starts a new epoch. Raise ``ArchiveError`` if something
    stands against it, which leaves everything as it was; so does a dry run.
    """
    reader = open_archive(path)
    manifest = reader.manifest()
    if manifest.pages:
        raise ArchiveError("The archive has some pages only, which go into a site that is there: add --merge.")
    check_files(reader, manifest, progress)
    check_fits(manifest)
    check_media(reader, manifest)
    with _files(reader, manifest, dry_run, progress) as renamed, transaction.atomic():
        check_is_fresh()
        writer = _write_rows(reader, manifest, renamed, progress)
        if dry_run:
            transaction.set_rollback(True)
        else:
            _derive(progress)
            writer.number_after()
    if not dry_run:
        clear_cache()
        call_command("update_index", verbosity=0)
    return manifest, [f"{sentence} ({number})" for sentence, number in sorted(writer.remarks.items())]


def _write_rows(reader: ArchiveReader, manifest: Manifest, renamed: Mapping[str, str], progress: Show) -> RowWriter:
    writer, done = RowWriter(renamed), [0]
    files = {model: file for file in data_files(manifest) if (model := model_of(label_of(file)))}

    def count(number: int) -> None:
        done[0] += number
        progress("rows", done[0], manifest.rows)

    writer.clear()
    for model in sorted(files, key=lambda model: not archived_models()[model].matched):
        if archived_models()[model].matched:
            writer.match(model, reader.rows(files[model]))
            count(files[model].rows)
        else:
            writer.write(model, reader.rows(files[model]), count)
    writer.check_references()
    return writer


def _derive(progress: Show) -> None:
    """Make anew what follows from the content: the reference index, the words of the search, the state of the log."""
    Site.clear_site_root_paths_cache()
    progress("references", 0, 1)
    call_command("rebuild_references_index", verbosity=0)
    progress("references", 1, 1)
    for what, done, total in write_all_documents():
        progress(f"words of {what}", done, total)
    begin()
    begin_epoch()


@contextmanager
def _files(reader: ArchiveReader, manifest: Manifest, dry_run: bool, progress: Show) -> Iterator[dict[str, str]]:
    """Write the uploads, and give the paths of those that are elsewhere now. Delete them if the block fails."""
    storage: Storage = default_storage
    written: list[str] = []
    renamed: dict[str, str] = {}
    files = [] if dry_run else list(media_files(manifest))
    try:
        for number, file in enumerate(files, 1):
            name = file.path.removeprefix(MEDIA)
            if not storage.exists(name):
                with spooled(reader.chunks(file)) as content:
                    kept = storage.save(name, File(content))
                written.append(kept)
                if kept != name:
                    renamed[name] = kept
            progress("uploads", number, len(files))
        yield renamed
    except BaseException:
        for name in written:
            storage.delete(name)
        raise
