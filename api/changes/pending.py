"""Pending changes: what a transaction may have changed of what is public."""

from dataclasses import dataclass

from django.db.models import Model

#: An object that can be public by itself: its kind (``api.registry.kinds``) and its primary key.
ObjectReference = tuple[str, int]


@dataclass(frozen=True, eq=False)
class PendingChange:
    """Says that an object may show something else to the public once the transaction commits."""

    #: See ``api.registry.kinds``; some kinds only decide about others.
    kind: str
    #: Its primary key; ``None`` for all objects of the kind.
    key: int | None
    #: Whether its content may differ, and not only whether and where it is public.
    content: bool = False
    #: Whether what is below it in the tree is meant as well.
    below: bool = False
    #: Tags that are touched beside those of the object itself.
    touching: frozenset[str] = frozenset()
    #: Model and key of what was saved, where its references to other objects have to be looked at again.
    referring: tuple[type[Model], int] | None = None
    #: What referred to it, where the database no longer tells when the transaction commits.
    dependents: frozenset[ObjectReference] = frozenset()
