"""Import people, organizations or events from tables."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from wagtail.models import Site

from arrivals.management.import_command import ImportCommand
from arrivals.sources.source import ReadOptions, Source

ROWS = ("people", "organizations", "events")


class Command(ImportCommand):
    """``manage.py import_table people|organizations|events FILE… [--column HEADER=FIELD]``."""

    help = "Make drafts of the rows of tables (CSV)."
    source_names = tuple(f"{rows}_table" for rows in ROWS)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rows", choices=ROWS, help="What the rows are.")
        super().add_arguments(parser)
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="HEADER=FIELD",
            help="What a column holds, if its header does not say so; can be repeated.",
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        self._rows = options["rows"]
        super().handle(*arguments, **options)

    def read_options(self, site: Site, options: dict[str, Any]) -> ReadOptions:
        """Return the options of the reader with the columns."""
        columns = {}
        for pair in options["column"]:
            header, separator, name = pair.rpartition("=")
            if not separator or not header:
                raise CommandError(f"--column takes HEADER=FIELD, and not {pair}.")
            columns[header] = name
        return replace(super().read_options(site, options), columns=columns)

    def _sources(self, path: Path) -> list[Source]:
        return [source for source in super()._sources(path) if source.name == f"{self._rows}_table"]
