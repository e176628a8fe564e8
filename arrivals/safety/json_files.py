"""Opens JSON files that anybody may have made."""

import json
from pathlib import Path
from typing import Any

from arrivals.safety.characters import storable
from arrivals.safety.text_files import read_text
from arrivals.sources.source import SourceError

LARGEST_JSON = 100 * 1024**2


def read_json(path: Path) -> Any:
    """Return the value in a JSON file. Raise ``SourceError``, with the line, if it is damaged or too large."""
    try:
        return storable(json.loads(read_text(path, LARGEST_JSON)))
    except json.JSONDecodeError as error:
        message = f"{path.name} is damaged in line {error.lineno}, column {error.colno}, or is no JSON file."
        raise SourceError(message) from error
    except (RecursionError, ValueError) as error:
        raise SourceError(f"{path.name} nests its values too deep, or holds a number that is too large.") from error
