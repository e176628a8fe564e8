"""Export what is stored about a person."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pages.management.progress_line import ProgressLine
from privacy.exporting.export import ExportError, export_person
from privacy.matching.spellings import TooShort
from privacy.tracing.subject import NoSubject, find_subject


class Command(BaseCommand):
    """``manage.py export_person``: everything that names a person, as JSON with a summary and the portrait."""

    help = "Write what is stored about a person, and every place that names them, to a new folder or a new .zip file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", help="Number, slug or name.")
        parser.add_argument("target", type=Path, help="A new folder, or a new file that ends with .zip.")
        parser.add_argument(
            "--also", action="append", default=[], metavar="SPELLING", help="Another spelling, e-mail address or URL."
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        try:
            subject = find_subject(options["person"], options["also"])
            with ProgressLine(self.stderr, only_on_terminals=True) as line:
                report = export_person(subject, options["target"], line.show)
        except (NoSubject, TooShort, ExportError) as error:
            raise CommandError(str(error)) from error
        if subject.key is None:
            self.stderr.write(f"There is no record of “{subject.name}”: only texts were searched.")
        self.stdout.write(f"Wrote {options['target']}: {len(report.traces):,} places name “{subject.name}”.")
