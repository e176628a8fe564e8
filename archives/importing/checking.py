"""Whether an archive can be imported here: looked at before anything is written."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from archives.contents.models import archived_models, model_of, owner_of_relation
from archives.format.manifest import DATA, MEDIA, ArchivedFile, ArchiveError, Manifest
from archives.format.reading import ArchiveReader
from archives.progress import Show
from pages.database.applied_migrations import unknown_migrations

#: The root, and a home page.
PAGES_OF_MIGRATIONS = 2


def check_files(reader: ArchiveReader, manifest: Manifest, progress: Show) -> None:
    """Read every file of an archive. Raise ``ArchiveError`` at the first that is not what was archived."""
    checked = [0]

    def count(_: str) -> None:
        checked[0] += 1
        progress("files checked", checked[0], len(manifest.files))

    reader.check(manifest, count)


def check_fits(manifest: Manifest) -> None:
    """Raise ``ArchiveError`` if this version, or this installation, does not know what the archive has."""
    check_version(manifest)
    if models := [label for file in data_files(manifest) if file.rows and model_of(label := label_of(file)) is None]:
        raise ArchiveError(
            f"The archive has content of a kind that is not installed here: {', '.join(models)}. "
            "Add its application to EXTRA_APPS."
        )


def check_version(manifest: Manifest) -> None:
    """Raise ``ArchiveError`` if a newer version made the archive, or one for languages that are not written here."""
    if unknown := unknown_migrations(manifest.migrations):
        raise ArchiveError(f"A newer version of the CMS made the archive; this one does not know {', '.join(unknown)}.")
    known = {code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES}
    if unknown_languages := [code for code in manifest.languages if code not in known]:
        raise ArchiveError(
            f"The archive has pages in {', '.join(unknown_languages)}, "
            "which WAGTAIL_CONTENT_LANGUAGES does not list here."
        )


def check_is_fresh() -> None:
    """Raise ``ArchiveError`` if somebody has written content: an import takes the place of what migrations made."""
    for model in archived_models():
        if not _may_have_rows(model) and (number := model._base_manager.count()):
            raise ArchiveError(
                f"This installation has content already: {number} {model._meta.verbose_name_plural}. "
                "Import into a new one (manage.py migrate on an empty database)."
            )
    if (number := Page._base_manager.count()) > PAGES_OF_MIGRATIONS:
        raise ArchiveError(f"This installation has content already: {number} pages. Import into a new one.")


def _may_have_rows(model: type[Model]) -> bool:
    """Tell whether rows of a model are what nobody wrote: those of migrations, of users, and of this installation."""
    archived = archived_models()[_whole(model)]
    return archived.matched or archived.seeded or archived.added or issubclass(model, Page)


def _whole(model: type[Model]) -> type[Model]:
    """Return the model whose objects rows of a model are part of, or the model itself."""
    parents: list[Any] = [f.related_model for f in model._meta.local_fields if isinstance(f, ParentalKey)]
    return owner_of_relation(model) or next((parent for parent in parents if parent in archived_models()), model)


def check_media(reader: ArchiveReader, manifest: Manifest, storage: Storage = default_storage) -> None:
    """Raise ``ArchiveError`` if another file is where one of the archive belongs."""
    for file in media_files(manifest):
        name = file.path.removeprefix(MEDIA)
        if storage.exists(name) and not _is_same(storage, name, file):
            raise ArchiveError(
                f"Another file than that of the archive is at {name}. Import into a new place (DATA_DIR)."
            )


def _is_same(storage: Storage, name: str, file: ArchivedFile) -> bool:
    with storage.open(name, "rb") as kept:
        summed = hashlib.sha256()
        for chunk in kept.chunks():
            summed.update(chunk)
    return summed.hexdigest() == file.sha256


def data_files(manifest: Manifest) -> Iterator[ArchivedFile]:
    """Yield the files with rows."""
    return (file for file in manifest.files if file.path.startswith(DATA))


def media_files(manifest: Manifest) -> Iterator[ArchivedFile]:
    """Yield the uploads."""
    return (file for file in manifest.files if file.path.startswith(MEDIA))


def label_of(file: ArchivedFile) -> str:
    """Return the label of the model whose rows a file has."""
    return file.path.removeprefix(DATA).removesuffix(".jsonl")
