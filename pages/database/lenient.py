"""Reads stored values that are none of their column as null, instead of failing with every row of the query.

SQLite stores any value in any column. PostgreSQL stores dates before the year 1 and after 9999, and infinity, which
Python cannot represent, and JSON that is nested deeper than it can parse.
"""

import datetime
import re
from collections.abc import Callable
from itertools import accumulate
from typing import Any

from django.core.exceptions import ValidationError

Converter = Callable[..., Any]
#: Content is nested some ten deep, and Python parses up to some thousand, less what called it.
DEEPEST_JSON = 200
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def representable(value: Any) -> Any:
    """Return a value, or ``None`` for an instant in the first or the last year: not every time zone has it."""
    is_instant = isinstance(value, datetime.datetime)
    return None if is_instant and not datetime.MINYEAR < value.year < datetime.MAXYEAR else value


def lenient(convert: Converter) -> Converter:
    """Return a converter that returns ``None`` for a value that ``convert`` cannot convert."""

    def converted(value: Any, *arguments: Any) -> Any:
        try:
            return representable(convert(value, *arguments))
        # Decimals raise ArithmeticError.
        except (ValueError, TypeError, ArithmeticError, AttributeError, ValidationError):
            return None

    return converted


def readable_json(text: Any, *_: Any) -> Any:
    """Return JSON from a column, or ``None`` if it is nested so deep that Python cannot parse it.

    It is a converter, which comes before the one that parses.
    """
    if not isinstance(text, str) or text.count("[") + text.count("{") <= DEEPEST_JSON:
        return text
    depths = accumulate(_STEPS.get(character, 0) for character in _STRING.sub("", text))
    return text if max(depths) <= DEEPEST_JSON else None
