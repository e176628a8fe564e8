"""Lists the changes of the API that break clients of an earlier version."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from api.schema.compatibility import breaking_changes
from api.views.schema import openapi_document

RELEASED = Path(settings.BASE_DIR) / "docs" / "openapi-released.yaml"


class Command(BaseCommand):
    """Compare the API of this installation with the OpenAPI document of an earlier version."""

    help = "List the changes that break clients of an earlier version of the API. Exits with 1 if there are any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        explained = "OpenAPI document in YAML or JSON (default: the document of the last release)"
        parser.add_argument("earlier", nargs="?", type=Path, default=RELEASED, help=explained)

    def handle(self, *arguments: Any, **options: Any) -> None:
        earlier: Path = options["earlier"]
        try:
            before = yaml.safe_load(earlier.read_text())
            paths = before["paths"]
        except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
            raise CommandError(f"{earlier} is not an OpenAPI document that can be read: {error}") from error
        found = breaking_changes(before, openapi_document())
        for change in found:
            self.stdout.write(str(change))
        if found:
            raise CommandError(f"{len(found)} changes break clients of {earlier}.")
        self.stdout.write(f"Nothing breaks for clients of {earlier}: {len(paths)} paths compared.")
