"""Results for programs."""

from collections.abc import Sequence
from typing import Any

from operations.health.health_check import Result, worst


def as_json(results: Sequence[Result]) -> dict[str, Any]:
    """Return results with everything that was found."""
    return {
        "status": worst(results).value,
        "checks": {
            result.check.name: {
                "title": result.check.title,
                "status": result.finding.status.value,
                "found": result.finding.sentence,
                "to_do": result.check.what_to_do,
                "milliseconds": result.milliseconds,
            }
            for result in results
        },
    }
