"""Rewrites stored values of which nothing is known but that they are texts or JSON."""

import json
from typing import Any

from privacy.matching.spellings import parsed_json
from privacy.rewriting.choice import Rewriting


def rewritten_json(value: Any, how: Rewriting) -> Any:
    """Return a value without the name in its texts, also in JSON within texts; keys of objects stay as they are."""
    if isinstance(value, str):
        parsed = parsed_json(value)
        if parsed is None:
            return how.text(value)
        changed = rewritten_json(parsed, how)
        return value if changed == parsed else json.dumps(changed, ensure_ascii=False)
    if isinstance(value, dict):
        return {name: rewritten_json(inner, how) for name, inner in value.items()}
    if isinstance(value, list):
        return [rewritten_json(inner, how) for inner in value]
    return value
