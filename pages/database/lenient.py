"""Reads stored values that are none of their column as null, instead of failing with every row of the query.

SQLite stores any value in any column. PostgreSQL stores dates before the year 1 and after 9999, and infinity, which
Python cannot represent.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

Converter = Callable[..., Any]


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
