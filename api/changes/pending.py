"""Pending changes: objects whose public state a transaction may have changed."""

from dataclasses import dataclass

from django.db.models import Model

#: An object that can be public by itself: its kind (``api.registry.kinds``) and its primary key.
ObjectReference = tuple[str, int]
#: The kind of a pending change that says that an object was scheduled, or that a scheduled instant was reached.
NEXT_TRANSITION = "next transition"


@dataclass(frozen=True, eq=False)
class PendingChange:
    """Says that the public state of an object may change once the transaction commits."""

    #: See ``api.registry.kinds``; some kinds are never public themselves and only decide whether others are.
    kind: str
    #: The primary key of the object; ``None`` for all objects of the kind.
    key: int | None
    #: Whether its content may have changed, and not only whether and where it is public.
    content: bool = False
    #: Whether the objects below it in the tree may have changed too.
    below: bool = False
    #: Whether it expires since, or expires no more.
    expiry: bool = False
    #: Tags that are touched in addition to those of the object itself.
    touching: frozenset[str] = frozenset()
    #: Model and key of the saved object, if its references to other objects have to be indexed again.
    referring: tuple[type[Model], int] | None = None
    #: The objects that referred to it, if the database no longer knows them when the transaction commits.
    dependents: frozenset[ObjectReference] = frozenset()
