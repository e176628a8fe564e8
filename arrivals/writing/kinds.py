"""The registry of what can be made of records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from arrivals.records.record import ArrivingRecord
from pages.registration.registry import Registry


def nothing_known(record: Any) -> None:
    """Return ``None``: no object that is here already can be the one of a record."""


@dataclass(frozen=True, kw_only=True)
class ArrivalKind:
    """A kind of object that is made of the records of one class.

    ``fill`` takes an object of ``model``, which may be new, the record and a ``Transfer``. ``known`` takes a record and
    returns the object that is here already and means the same, if any: imports refer to it and do not change it.
    """

    name: str
    record: type[ArrivingRecord]
    model: type[Model]
    fill: Callable[[Any, Any, Any], None]
    known: Callable[[Any], Any] = nothing_known


_KINDS: Registry[type[ArrivingRecord], ArrivalKind] = Registry("kind of arrival")


def register_arrival_kind(kind: ArrivalKind, *, own: bool = False) -> None:
    """Add a kind. Call this function in ``AppConfig.ready``; it raises as ``Registry.register`` does."""
    _KINDS.register(kind.record, kind, own=own)


def arrival_kinds() -> Mapping[type[ArrivingRecord], ArrivalKind]:
    """Return all kinds by the class of their records."""
    return _KINDS.all()
