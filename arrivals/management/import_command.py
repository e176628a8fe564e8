"""The base class of the commands that import."""

from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Page, Site

from arrivals.models import ImportRun, RunEntry
from arrivals.safety.bounds import check_size
from arrivals.sources.registry import advice_on, sources
from arrivals.sources.source import Reader, ReadOptions, Source, SourceError
from arrivals.writing.importing import Importer
from arrivals.writing.options import ImportOptions
from pages.fields.wall_clock import known_time_zones
from pages.management.progress_line import ProgressLine
from pages.management.quiet_log import warnings_only
from pages.models import User
from pages.sites.site_settings import SiteSettings

Outcome = RunEntry.Outcome

INTERRUPTED = "It was interrupted. What has arrived is kept; run it again, and it goes on from there."


class ImportCommand(BaseCommand):
    """``manage.py import_… FILE``: read files of some sources, make drafts, and report."""

    #: The names of the sources that the command reads; the ending of a file selects among them.
    source_names: ClassVar[tuple[str, ...]]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=self.file_argument, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and write nothing.")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="Publish what is public in the source, as far as publishing rules allow. Otherwise all are drafts.",
        )
        parser.add_argument(
            "--undescribed-are-decorative",
            action="store_true",
            help="Mark pictures without an alternative text as decorative. Otherwise pages that show them stay drafts.",
        )
        parser.add_argument("--no-downloads", action="store_true", help="Do not download pictures and files.")
        parser.add_argument("--user", help="The e-mail address of the user who is to own what is made.")
        parser.add_argument("--site", help="The host name of the site, if not the default one.")
        parser.add_argument("--time-zone", help="The time zone of times that name none; by default that of the site.")
        for what in ("posts", "events", "pages"):
            parser.add_argument(f"--{what}-below", metavar="PATH", help=f"The path of the page below which {what} go.")
        parser.add_argument("--all", action="store_true", help="Report every record, not only those with a remark.")

    @staticmethod
    def file_argument(text: str) -> Any:
        """Return what an argument that names a file stands for: a path."""
        return Path(text)

    def handle(self, *arguments: Any, **options: Any) -> None:
        site = self.site(options["site"])
        import_options = ImportOptions(
            site=site,
            posts_below=self.page(site, options["posts_below"]),
            events_below=self.page(site, options["events_below"]),
            pages_below=self.page(site, options["pages_below"]),
            publish=options["publish"],
            undescribed_are_decorative=options["undescribed_are_decorative"],
            may_download=not options["no_downloads"],
            user=self.user(options["user"]),
        )
        for path in options["files"]:
            # Before the first is imported: a wrong name is found at once.
            self._sources(path)
        try:
            failed = [path for path in options["files"] if not self._import(path, import_options, options)]
        except KeyboardInterrupt:
            # ``CommandError`` is said in a line, with a status that says it failed.
            raise CommandError(INTERRUPTED) from None
        if failed:
            raise CommandError(f"Not everything was read: {', '.join(path.name for path in failed)}")

    def read_options(self, site: Site, options: dict[str, Any]) -> ReadOptions:
        """Return the options of the reader. Subclasses extend them."""
        name = options["time_zone"] or SiteSettings.for_site(site).time_zone
        if name not in known_time_zones():
            raise CommandError(f"There is no time zone “{name}”.")
        return ReadOptions(time_zone=ZoneInfo(name))

    def _import(self, path: Path, import_options: ImportOptions, options: dict[str, Any]) -> bool:
        dry, candidates = options["dry_run"], self._sources(path)
        try:
            check_size(path)
            source, reader = _read(path, candidates, self.read_options(import_options.site, options))
        except (SourceError, OSError) as error:
            self.stderr.write(f"{path.name}: {error}")
            return False
        run = ImportRun(source=source.name, file_name=path.name[:255], user=import_options.user)
        importer = Importer(reader, import_options, run, dry=dry)
        with ProgressLine(self.stdout) as line, warnings_only():
            importer.run(lambda done, total, title: line.show(f"{path.name}: {done} of {total or '?'}  {title}"))
        self._report(run, importer.entries if dry else run.entries.all(), everything=dry or options["all"])
        return not run.problem

    def _report(self, run: ImportRun, entries: Any, *, everything: bool) -> None:
        for entry in entries:
            if everything or entry.sentences or entry.outcome in (Outcome.KEPT, Outcome.FAILED):
                state = ", published" if entry.published else ""
                self.stdout.write(f"{entry.get_outcome_display()}{state}: {entry.kind} “{entry.title}”")
                for sentence in entry.sentences:
                    self.stdout.write(f"    {sentence}")
        counted = (f"{run.counts[outcome]} {outcome.label.lower()}" for outcome in Outcome if outcome in run.counts)
        self.stdout.write(f"{run.file_name}: {'; '.join(counted) or 'nothing was found in it'}.")
        if run.problem:
            self.stderr.write(f"{run.file_name} was not read to its end. {run.problem}")

    def _sources(self, path: Path) -> list[Source]:
        known = [sources()[name] for name in self.source_names]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        ending = path.suffix.lower()
        if found := [source for source in known if ending in source.suffixes]:
            return found
        if advice := advice_on(ending):
            raise CommandError(f"{path.name} cannot be read. {advice}")
        endings = ", ".join(sorted({suffix for source in known for suffix in source.suffixes}))
        raise CommandError(f"{path.name} does not end in one of {endings}.")

    def site(self, host: str | None) -> Site:
        """Return the site of a host, or the default one. Raise ``CommandError``."""
        sites = Site.objects.select_related("root_page")
        site = sites.filter(hostname=host).first() if host else sites.filter(is_default_site=True).first()
        if site is None:
            raise CommandError(f"There is no site {host}." if host else "There is no default site.")
        return site

    def user(self, email: str | None) -> User | None:
        """Return the user of an e-mail address. Raise ``CommandError``."""
        user = User.objects.filter(email__iexact=email).first() if email else None
        if email and user is None:
            raise CommandError(f"There is no user {email}.")
        return user

    def page(self, site: Site, path: str | None) -> Page | None:
        """Return the page at a path of a site. Raise ``CommandError``."""
        if path is None:
            return None
        below = "/".join(filter(None, path.split("/")))
        url_path = f"{site.root_page.url_path}{below}/" if below else site.root_page.url_path
        page = Page.objects.filter(url_path=url_path).first()
        if page is None:
            raise CommandError(f"There is no page at {path}.")
        return page


def _read(path: Path, candidates: list[Source], options: ReadOptions) -> tuple[Source, Reader]:
    """Return the first source that reads a file whose ending several have. Raise the ``SourceError`` of the first."""
    problems = []
    for source in candidates:
        try:
            return source, source.read(path, options)
        except SourceError as error:
            problems.append(error)
    raise problems[0]
