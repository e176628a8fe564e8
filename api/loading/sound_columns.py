"""Mends the columns of rows that hold what their fields do not, so that a wrong column does not cost its row.

The rules are made from the definitions of the fields. A mended row is logged once; the database keeps what it has.
"""

import datetime
import decimal
import functools
import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from api.formats.addresses import email_address, web_address
from pages.database.bad_rows import report_bad_row
from pages.fields.wall_clock import known_time_zones, validate_time_zone

Found = TypeVar("Found", bound=models.Model)
#: Tells whether a field may hold a value, and returns what it is taken for if it may not.
Rule = tuple[Callable[[Any], bool], Callable[[Any], Any]]
_MISSING = object()


def sound(found: Found) -> Found:
    """Return an object with its columns mended. Those that are deferred stay so."""
    columns = found.__dict__
    for name, holds, mended in _rules(type(found)):
        value = columns.get(name, _MISSING)
        if value is not _MISSING and not holds(value):
            columns[name] = mended(value)
            report_bad_row(found, f"{name} is not what its field holds, and is taken for {columns[name]!r:.40}")
    return found


@functools.cache
def _rules(model: type[models.Model]) -> Sequence[tuple[str, Callable[[Any], bool], Callable[[Any], Any]]]:
    rules = ((field, _rule(field)) for field in model._meta.concrete_fields)
    return [(field.attname, *rule) for field, rule in rules if rule is not None]


def _rule(field: Any) -> Rule | None:
    """Return the rule of a field, or ``None`` if it may hold anything."""
    if field.primary_key or isinstance(field, models.FileField):
        return None
    if isinstance(field, models.CharField | models.TextField):
        return _rule_of_text(field)
    if isinstance(field, models.BooleanField):
        return (lambda value: value is True or value is False), bool
    if isinstance(field, models.DateTimeField):
        return (lambda value: value is None or isinstance(value, datetime.datetime)), lambda value: None
    if isinstance(field, models.DateField):
        return (lambda value: value is None or isinstance(value, datetime.date)), lambda value: None
    if isinstance(field, models.TimeField):
        return (lambda value: value is None or isinstance(value, datetime.time)), lambda value: None
    if isinstance(field, models.DecimalField | models.IntegerField | models.FloatField):
        return _rule_of_number(field)
    if isinstance(field, models.JSONField):
        kind = type(field.get_default())
        return (lambda value: isinstance(value, kind)), lambda value: field.get_default()
    if isinstance(field, models.ForeignKey) and isinstance(field.target_field, models.IntegerField | models.AutoField):
        return (lambda value: value is None or isinstance(value, int)), lambda value: None
    return None


def _rule_of_text(field: Any) -> Rule:
    if isinstance(field, models.URLField):
        return (lambda value: value == "" or web_address(value) == value), lambda value: web_address(value) or ""
    if isinstance(field, models.EmailField):
        return (lambda value: value == "" or bool(email_address(value))), lambda value: ""
    if validate_time_zone in field.validators:
        empty = {""} if field.blank else set()
        return (lambda value: value in known_time_zones() or value in empty), lambda value: "UTC"
    if field.choices:
        # Countries are compared as what is stored.
        offered = frozenset(str(value) for value, _ in field.flatchoices) | ({""} if field.blank else set())
        default = "" if field.blank and not field.has_default() else field.get_default()
        return (lambda value: isinstance(value, str) and str(value) in offered), lambda value: default
    if field.null:
        return (lambda value: value is None or isinstance(value, str)), str
    return (lambda value: isinstance(value, str)), lambda value: "" if value is None else str(value)


def _rule_of_number(field: Any) -> Rule:
    limits = {
        type(rule): rule.limit_value
        for rule in field.validators
        if isinstance(rule, MinValueValidator | MaxValueValidator)
    }
    least, most = limits.get(MinValueValidator, -math.inf), limits.get(MaxValueValidator, math.inf)
    kinds = (int, decimal.Decimal) if isinstance(field, models.DecimalField) else (int, float)
    default = None if field.null else field.get_default() or 0

    def holds(value: Any) -> bool:
        if value is None:
            return bool(field.null)
        # A bound is no number, which is neither less nor more.
        return isinstance(value, kinds) and math.isfinite(value) and least <= value <= most

    return holds, lambda value: default
