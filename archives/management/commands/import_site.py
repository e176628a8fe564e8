"""Import an archive of a site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archives.format.manifest import ArchiveError
from archives.importing.archive import import_archive
from archives.merging.merge import merge_archive
from archives.merging.options import MergeOptions
from archives.merging.report import MergeReport, Outcome
from archives.progress import shown_on
from pages.management.progress_line import ProgressLine
from pages.management.quiet_log import warnings_only


class Command(BaseCommand):
    """``manage.py import_site FOLDER|FILE.zip [--merge]``: import an archive into this installation."""

    help = (
        "Import an archive of export_site into a new installation; or, with --merge, an archive of some pages into one "
        "that has content. Everything is checked before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="What export_site wrote: a folder, or a zip file.")
        parser.add_argument("--dry-run", action="store_true", help="Check everything, and change nothing.")
        parser.add_argument("--merge", action="store_true", help="Add what is missing, and update what is older here.")
        parser.add_argument("--publish", action="store_true", help="With --merge: publish what is public there.")
        parser.add_argument(
            "--overwrite", action="store_true", help="With --merge: in conflicts, take the version of the archive."
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        if (options["publish"] or options["overwrite"]) and not options["merge"]:
            raise CommandError("--publish and --overwrite are about --merge.")
        if options["merge"]:
            self._merge(options)
        else:
            self._import(options)

    def _import(self, options: dict[str, Any]) -> None:
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

    def _merge(self, options: dict[str, Any]) -> None:
        how = MergeOptions(dry_run=options["dry_run"], publish=options["publish"], overwrite=options["overwrite"])
        try:
            with ProgressLine(self.stderr, only_on_terminals=True) as line, warnings_only():
                report = merge_archive(options["archive"], how, shown_on(line))
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        self._write_lines(report)
        done = "Could merge" if how.dry_run else "Merged"
        counts = ", ".join(f"{report.number(outcome):,} {outcome.value}" for outcome in Outcome)
        self.stdout.write(f"{done} the archive of {report.made_at}: {counts}; {report.published:,} published.")

    def _write_lines(self, report: MergeReport) -> None:
        for line in report.lines:
            state = f"{line.outcome.value}, published" if line.published else line.outcome.value
            self.stdout.write(f"{line.kind} “{line.title}”: {state}")
            for sentence in line.sentences:
                self.stdout.write(f"  {sentence}")
        for target, titles in report.lost.items():
            self.stdout.write(f"Not here, so that links to it lead nowhere: {target}, in {', '.join(titles)}")
