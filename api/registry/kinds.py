"""The kinds of objects that can be public by themselves. Cache tags begin with their names."""

import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from pages.registration.registry import Registry
from pages.visibility.visibility import Visibility

#: The maximum number of keys in one SQL statement.
KEYS_PER_STATEMENT = 500


@dataclass(frozen=True)
class Kind:
    """A kind of object: its name in cache tags and the change log, and which of its objects are public.

    ``public`` takes the visibility and a queryset of the model, and returns the queryset of public objects.
    """

    name: str
    model: type[Model]
    public: Callable[[Visibility, Any], Any] = lambda visibility, queryset: visibility.filter(queryset)


@dataclass(frozen=True)
class RecordKind(Kind):
    """A kind of shared record (``pages.records.record.Record``), with its own list and details.

    ``endpoint`` names the records, such as ``people`` for ``/api/v2/people/`` and ``/api/v2/people/{slug}/``, and in
    ``RelatedObjects.want``. ``serializer`` is a ``RecordSerializer``. ``section`` is the value of ``SectionPage.Shows``
    of the sections that list the records, if there are any; each record then has a path below such a section.

    ``short`` returns the short form of a record for rows and lists; ``collect`` registers what that refers to. Both
    take a ``RelatedObjects`` and the record.
    """

    endpoint: str = ""
    serializer: Any = None
    section: str = ""
    collect: Callable[[Any, Any], None] | None = None
    short: Callable[[Any, Any], dict[str, Any]] | None = None


_kinds: Registry[str, Kind] = Registry("kind of object")


def register_kind(kind: Kind, *, own: bool = False) -> None:
    """Register a kind of object. Call this in ``AppConfig.ready``.

    Raises ``ValueError`` if its name, model or endpoint is taken, and ``RuntimeError`` after the kinds have been read.
    """
    for known in _kinds.registered().values():
        taken = isinstance(kind, RecordKind) and isinstance(known, RecordKind) and kind.endpoint == known.endpoint
        if taken or issubclass(kind.model, known.model) or issubclass(known.model, kind.model):
            raise ValueError(f"The kind {kind.name} has the same model or endpoint as {known.name}.")
    _kinds.register(kind.name, kind, own=own)


def kinds() -> Mapping[str, Kind]:
    """Return all kinds by name, in a stable order. After this call, no kind can be registered."""
    return _kinds.all()


@functools.cache
def record_kinds() -> Mapping[str, RecordKind]:
    """Return the kinds of shared records by name."""
    return {name: kind for name, kind in kinds().items() if isinstance(kind, RecordKind)}


@functools.cache
def kind_of(model: type[Model]) -> str | None:
    """Return the name of the kind of a model's objects, or ``None`` if they cannot be public by themselves."""
    return next((name for name, kind in kinds().items() if issubclass(model, kind.model)), None)


def batches(keys: Collection[int]) -> Iterator[Sequence[int]]:
    """Yield the keys, sorted, in batches for one SQL statement each."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), KEYS_PER_STATEMENT):
        yield ordered[start : start + KEYS_PER_STATEMENT]


def selected(queryset: Any, keys: Collection[int] | None, column: str = "pk") -> Iterator[Any]:
    """Yield the rows of a queryset with these keys in ``column``; all rows for ``None``."""
    if keys is None:
        yield from queryset.iterator()
        return
    for batch in batches(keys):
        yield from queryset.filter(**{f"{column}__in": batch})
