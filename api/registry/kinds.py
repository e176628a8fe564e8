"""The kinds of objects that can be public by themselves. Their names are those of cache tags."""

import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from pages.registration.registry import Registry
from pages.visibility.visibility import Visibility

#: How many keys one statement names.
KEYS_PER_STATEMENT = 500


@dataclass(frozen=True)
class Kind:
    """A kind of object: what cache tags and the change log call it, and which of its objects are public.

    ``public`` takes what is visible and a queryset of the model, and keeps what is public of it.
    """

    name: str
    model: type[Model]
    public: Callable[[Visibility, Any], Any] = lambda visibility, queryset: visibility.filter(queryset)


@dataclass(frozen=True)
class RecordKind(Kind):
    """A kind of shared record (``pages.records.record.Record``), with a list and details of its own.

    ``endpoint`` names them, such as ``people`` for ``/api/v2/people/`` and ``/api/v2/people/{slug}/``; what refers to
    records asks for them by it (``RelatedObjects.want``). ``serializer`` is a ``RecordSerializer``. ``section`` is what
    a section shows that lists them, if any does (``SectionPage.Shows``): each then has a path below it.

    ``collect`` asks for what ``short`` refers to, which returns how rows and lists show a record. Both take what is
    related and the record.
    """

    endpoint: str = ""
    serializer: Any = None
    section: str = ""
    collect: Callable[[Any, Any], None] | None = None
    short: Callable[[Any, Any], dict[str, Any]] | None = None


_kinds: Registry[str, Kind] = Registry("kind of object")


def register_kind(kind: Kind, *, own: bool = False) -> None:
    """Let objects of a kind be public by themselves. Call it in ``AppConfig.ready``.

    Raises ``ValueError`` for a name, a model or an endpoint that is taken, and ``RuntimeError`` once kinds are read.
    """
    for known in _kinds.registered().values():
        taken = isinstance(kind, RecordKind) and isinstance(known, RecordKind) and kind.endpoint == known.endpoint
        if taken or issubclass(kind.model, known.model) or issubclass(known.model, kind.model):
            raise ValueError(f"The model or the endpoint of the kind {kind.name} is that of {known.name}.")
    _kinds.register(kind.name, kind, own=own)


def kinds() -> Mapping[str, Kind]:
    """Return all kinds by name, in a stable order. From then on none can be registered."""
    return _kinds.all()


@functools.cache
def record_kinds() -> Mapping[str, RecordKind]:
    """Return the kinds of shared records by name."""
    return {name: kind for name, kind in kinds().items() if isinstance(kind, RecordKind)}


@functools.cache
def kind_of(model: type[Model]) -> str | None:
    """Return the kind that objects of a model are of, or ``None`` where nothing of them is public by itself."""
    return next((name for name, kind in kinds().items() if issubclass(model, kind.model)), None)


def batches(keys: Collection[int]) -> Iterator[Sequence[int]]:
    """Yield keys in parts that one statement can name."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), KEYS_PER_STATEMENT):
        yield ordered[start : start + KEYS_PER_STATEMENT]


def selected(queryset: Any, keys: Collection[int] | None, column: str = "pk") -> Iterator[Any]:
    """Yield what a queryset has at some keys, or with ``None`` all of it."""
    if keys is None:
        yield from queryset.iterator()
        return
    for batch in batches(keys):
        yield from queryset.filter(**{f"{column}__in": batch})
