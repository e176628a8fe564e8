"""Merges an archive of some pages into this installation, in one transaction."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, transaction
from wagtail.models import Site

from archives.format.manifest import ArchiveError
from archives.format.reading import ArchiveReader, open_archive
from archives.importing.checking import check_files, check_version
from archives.merging.files import arriving_files
from archives.merging.merging import Merging
from archives.merging.options import MergeOptions
from archives.merging.report import MergeReport
from archives.portable.portable_object import (
    NAMED_PAGES,
    OBJECTS,
    NamedPage,
    PortableObject,
    named_page_from_json,
    object_from_json,
)
from archives.progress import Show

#: What the content of an object raises if it is not of the form that its model has.
_DAMAGE = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, ObjectDoesNotExist, ValidationError)


def merge_archive(path: Path, options: MergeOptions, progress: Show) -> MergeReport:
    """Merge an archive of some pages, and return what became of each object.

    The CMS may run meanwhile. Everything is written in one transaction; a dry run takes it back at its end. Raise
    ``ArchiveError`` if something stands against it, which leaves everything as it was.
    """
    reader = open_archive(path)
    manifest = reader.manifest()
    if not manifest.pages:
        raise ArchiveError(
            "The archive has a whole site, with users, permissions and settings, which are never merged: "
            "export the pages that you want (--page)."
        )
    check_files(reader, manifest, progress)
    check_version(manifest)
    objects, named = _read(reader, manifest.files)
    try:
        with arriving_files(reader, manifest, dry_run=options.dry_run) as files, transaction.atomic():
            report = MergeReport(manifest.made_at)
            Merging(objects, named, files, options, report, progress).run()
            if options.dry_run:
                transaction.set_rollback(True)
    except (IntegrityError, DataError) as error:
        raise ArchiveError(f"The database refuses it, and nothing was changed: {error}") from error
    except _DAMAGE as error:
        raise ArchiveError(f"The archive is damaged, and nothing was changed: {error!r}") from error
    finally:
        Site.clear_site_root_paths_cache()
    return report


def _read(reader: ArchiveReader, files: list[Any]) -> tuple[list[PortableObject], dict[str, NamedPage]]:
    by_path = {file.path: file for file in files}
    try:
        objects = [object_from_json(row) for row in reader.rows(by_path[OBJECTS])]
        named = [named_page_from_json(row) for row in reader.rows(by_path[NAMED_PAGES])]
    except KeyError as error:
        raise ArchiveError(f"The archive is damaged: it has no {error}.") from error
    if len({one.key for one in objects}) < len(objects):
        raise ArchiveError("The archive is damaged: it has an object twice. Nothing was changed.")
    return objects, {page.key: page for page in named}
