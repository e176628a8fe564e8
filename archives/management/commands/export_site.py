"""Export the site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archives.exporting.archive import export_archive
from archives.format.manifest import MEDIA, ArchiveError, Manifest
from archives.markdown_files.markdown_files import write_markdown_files
from archives.mirror.mirror import write_mirror
from archives.progress import Show, shown_on
from archives.selecting.archive import chosen_pages, export_pages
from archives.wordpress.wxr import write_wxr
from pages.management.progress_line import ProgressLine


class Command(BaseCommand):
    """``manage.py export_site``: the content of the site as an archive, or as files for other programs."""

    help = (
        "Write the whole content of the site to an archive that another installation imports; or what is public as a "
        "mirror, as Markdown or for WordPress. No secrets are in any of them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", nargs="?", type=Path, help="A new folder, or a new file that ends with .zip.")
        parser.add_argument("--with-history", action="store_true", help="Also all revisions, and the log of editors.")
        parser.add_argument(
            "--page",
            action="append",
            default=[],
            metavar="PATH|ID",
            help="Only this page and what it needs, for import_site --merge; can be given several times.",
        )
        parser.add_argument("--with-descendants", action="store_true", help="Also the pages below those of --page.")
        parser.add_argument("--with-drafts", action="store_true", help="Also what is not public of those of --page.")
        parser.add_argument("--static", type=Path, metavar="FOLDER", help="What the API serves, for any web server.")
        parser.add_argument("--urls", type=Path, metavar="FILE", help="Further URLs for --static, one a line.")
        parser.add_argument("--markdown", type=Path, metavar="FOLDER", help="Public pages as Markdown, with files.")
        parser.add_argument("--wxr", type=Path, metavar="FILE", help="Public pages as WordPress imports them.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        targets = {name: options[name] for name in ("archive", "static", "markdown", "wxr") if options[name]}
        if not targets:
            raise CommandError("Say where the archive goes (FOLDER or FILE.zip), or --static, --markdown or --wxr.")
        if options["with_history"] and "archive" not in targets:
            raise CommandError("--with-history is about an archive: say where it goes.")
        if options["page"] and ("archive" not in targets or options["with_history"]):
            raise CommandError("--page is about an archive without the history: say where it goes.")
        if (options["with_descendants"] or options["with_drafts"]) and not options["page"]:
            raise CommandError("--with-descendants and --with-drafts are about the pages of --page.")
        if options["urls"] and "static" not in targets:
            raise CommandError("--urls is about --static.")
        for name, target in targets.items():
            try:
                with ProgressLine(self.stderr, only_on_terminals=True) as line:
                    written = self._write(name, target, shown_on(line), options)
            except ArchiveError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"Wrote {target}: {written}.")

    def _write(self, name: str, target: Path, progress: Show, options: dict[str, Any]) -> str:
        if name == "archive" and options["page"]:
            chosen = chosen_pages(options["page"], with_descendants=options["with_descendants"])
            return self._described(export_pages(target, chosen, drafts=options["with_drafts"], progress=progress))
        if name == "archive":
            return self._described(export_archive(target, history=options["with_history"], progress=progress))
        if name == "static":
            return f"{write_mirror(target, also=_lines(options['urls']), progress=progress):,} responses"
        pages = (write_markdown_files if name == "markdown" else write_wxr)(target, progress)
        return f"{pages:,} pages"

    def _described(self, manifest: Manifest) -> str:
        for name in manifest.missing_media:
            self.stderr.write(f"Missing among the uploads: {name}")
        uploads = sum(file.path.startswith(MEDIA) for file in manifest.files)
        return f"{manifest.rows:,} rows and {uploads:,} uploads"


def _lines(path: Path | None) -> list[str]:
    """Return the URLs in a file. Raise ``CommandError`` if it cannot be read."""
    if path is None:
        return []
    try:
        return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}.") from error
