"""Examples for the OpenAPI document: real responses with the demo content, stored beside this file."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from api.requests.problems import ParameterError, problem

EXAMPLES_FILE = Path(__file__).with_name("examples.json")


@dataclass(frozen=True)
class Example:
    """A request, as path and query string, and the response to it with the demo content."""

    request: str
    response: Any


@lru_cache(maxsize=1)
def examples() -> dict[str, Example]:
    """Return the examples by the paths of their operations in the document."""
    return {path: Example(**stored) for path, stored in json.loads(EXAMPLES_FILE.read_bytes()).items()}


def problem_example() -> dict[str, Any]:
    """Return the problem for a misspelled parameter."""
    error = ParameterError.unknown("limt", "limt", ["limit"])
    return {**problem(None, 400, error.detail, [error]), "request_id": "5f0c1e0a4d1b4c6c9d1a6b7f3c2e8d90"}
