"""Values of columns as JSON, and back, without a loss: microseconds, decimals and unknown blocks are kept."""

import datetime
import decimal
import json
import uuid
from typing import Any

from django.db import connection
from django.db.models import Expression, F, Field, FileField, JSONField, Model
from django.db.models.functions import Cast
from wagtail.fields import StreamField

#: What JSON has itself.
PLAIN = (bool, int, float, str, list, dict, type(None))


def expression(field: "Field[Any, Any]") -> str | Expression | F:
    """Return what selects the column of a field: blocks as they are stored, since a block may have lost its type."""
    return Cast(F(field.column), JSONField()) if isinstance(field, StreamField) else field.attname


def to_json(field: "Field[Any, Any]", value: Any) -> Any:
    """Return the value of a column as JSON has it."""
    if isinstance(value, PLAIN):
        return _sorted(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    return field.get_prep_value(value)


def to_column(field: "Field[Any, Any]", value: Any) -> Any:
    """Return what a value of ``to_json`` is as a parameter of SQL.

    Raise ``ValidationError``, ``ValueError`` or ``TypeError`` if it is no value of the field.
    """
    if isinstance(field, JSONField | StreamField):
        if value is None and field.null:
            return None
        return connection.ops.adapt_json_value(value, getattr(field, "encoder", None))
    if isinstance(field, FileField):
        return str(value)
    return field.get_db_prep_save(field.to_python(value), connection)


def line(row: dict[str, Any]) -> bytes:
    """Return a row as one line of UTF-8. Whoever writes the same row again writes the same bytes."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def default_of(model: type[Model], field: "Field[Any, Any]") -> Any:
    """Return the parameter of SQL for a field of which an archive says nothing."""
    return field.get_db_prep_save(field.get_default(), connection)


def _sorted(value: Any) -> Any:
    """Return JSON with the keys of its objects in order: databases keep them in several orders."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value
