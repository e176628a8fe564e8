"""Export the site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archives.exporting.archive import export_archive
from archives.format.manifest import ArchiveError
from archives.progress import Progress


class Command(BaseCommand):
    """``manage.py export_site FOLDER|FILE.zip``: the content of the site as an archive, or as files for others."""

    help = "Write the whole content of the site to an archive that another installation imports. No secrets are in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, help="A new folder, or a new file whose name ends with .zip.")
        parser.add_argument("--with-history", action="store_true", help="Also all revisions, and the log of editors.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        target: Path = options["target"]
        progress = Progress(self.stderr)
        try:
            manifest = export_archive(target, history=options["with_history"], progress=progress)
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        finally:
            progress.end()
        for name in manifest.missing_media:
            self.stderr.write(f"Missing among the uploads: {name}")
        files = sum(1 for file in manifest.files if not file.rows and file.path.startswith("media/"))
        self.stdout.write(f"Wrote {target}: {manifest.rows:,} rows and {files:,} uploads.")
