"""Makes an archive of the whole site while the CMS runs."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage
from django.db.models import FileField, Model
from wagtail.models import Locale

from archives.contents.fields import left_out_fields
from archives.contents.models import all_models, archived_models
from archives.contents.registry import reason_to_leave_out
from archives.format.manifest import DATA, MEDIA, Manifest, is_inside
from archives.format.writing import ArchiveWriter, new_folder
from archives.progress import Show
from archives.rows.columns import line
from archives.rows.reading import Rows
from pages.database.applied_migrations import applied_migrations
from pages.database.snapshot import snapshot


def export_archive(target: Path, *, history: bool, progress: Show) -> Manifest:
    """Write an archive to a folder, or to a zip file if the name ends so, and return its manifest.

    All rows are of one state of the database. Raise ``ArchiveError`` if that fails, without a trace.
    """
    with new_folder(target, private=True) as folder:
        writer = ArchiveWriter(folder)
        with snapshot():
            rows = Rows(history)
            models = [model for model in archived_models() if rows.has(model)]
            for model in models:
                _write_rows(writer, rows, model, progress)
            languages = sorted(Locale._base_manager.values_list("language_code", flat=True))
            migrations = applied_migrations()
        missing = _write_media(writer, progress)
        manifest = Manifest(
            made_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            version=settings.VERSION,
            history=history,
            languages=languages,
            migrations=migrations,
            files=sorted(writer.files, key=lambda file: file.path),
            left_out_fields={model._meta.label_lower: names for model in models if (names := left_out_fields(model))},
            left_out_models=dict(sorted(_left_out(models))),
            missing_media=missing,
        )
        writer.finish(manifest)
    return manifest


def _write_rows(writer: ArchiveWriter, rows: Rows, model: type[Model], progress: Show) -> None:
    label, total = model._meta.label_lower, rows.chosen(model).count()

    def lines() -> Iterator[bytes]:
        done = 0
        for batch in rows.read(model):
            yield from map(line, batch)
            progress(label, done := done + len(batch), total)

    writer.write(f"{DATA}{label}.jsonl", lines())


def _write_media(writer: ArchiveWriter, progress: Show) -> list[str]:
    """Copy the uploads that archived rows name, each once, and return the paths of those that are missing."""
    missing, written = [], set()
    for model in archived_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                storage: Storage = field.storage
                names = model._base_manager.exclude(**{field.name: ""}).order_by(field.name)
                total = names.count()
                for done, name in enumerate(names.values_list(field.attname, flat=True).iterator(), 1):
                    if name not in written:
                        written.add(name)
                        if not _copied(writer, storage, str(name)):
                            missing.append(str(name))
                    progress(f"{model._meta.verbose_name_plural} as files", done, total)
    return sorted(missing)


def _copied(writer: ArchiveWriter, storage: Storage, name: str) -> bool:
    if not is_inside(name):
        return False
    try:
        source = storage.open(name, "rb")
    except (FileNotFoundError, IsADirectoryError):
        return False
    with source:
        writer.copy(MEDIA + name, source)
    return True


def _left_out(archived: list[type[Model]]) -> Iterator[tuple[str, str]]:
    for model in all_models():
        if model not in archived:
            reason = "an archive without the history" if model in archived_models() else reason_to_leave_out(model)
            yield model._meta.label_lower, reason or "nobody has said that it belongs to an archive"
