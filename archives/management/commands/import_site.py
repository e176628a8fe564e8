"""Import an archive of a site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archives.format.manifest import ArchiveError
from archives.importing.archive import import_archive
from archives.progress import shown_on
from pages.management.progress_line import ProgressLine


class Command(BaseCommand):
    """``manage.py import_site FOLDER|FILE.zip``: import an archive into an installation without content."""

    help = "Import an archive of export_site into a new installation. Everything is checked before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="What export_site wrote: a folder, or a zip file.")
        parser.add_argument("--dry-run", action="store_true", help="Check everything, and change nothing.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        dry_run = options["dry_run"]
        try:
            with ProgressLine(self.stderr, only_on_terminals=True) as line:
                manifest, remarks = import_archive(options["archive"], dry_run=dry_run, progress=shown_on(line))
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        for remark in remarks:
            self.stderr.write(remark)
        done = "Could import" if dry_run else "Imported"
        self.stdout.write(f"{done} the archive of {manifest.made_at}: {manifest.rows:,} rows.")
        if not dry_run:
            self.stdout.write(
                "Nobody can sign in with what an archive says: make an administrator (manage.py create_admin), "
                "and set the passwords of restricted pages anew."
            )
