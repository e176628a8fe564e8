"""Marks: what a transaction may have changed. They live and die with it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model


@dataclass(eq=False)
class Mark:
    """Says that something may show something else to the public once the transaction commits.

    Marks are callbacks of the transaction, so Django forgets those of a block that is rolled back. Outside any
    transaction Django calls them at once, and they append to the log by themselves.
    """

    #: See ``api.changes.kinds``; some kinds only decide about others.
    kind: str
    #: Its primary key; ``None`` for everything of the kind.
    key: int | None
    #: Whether its content may differ, and not only whether and where it is public.
    content: bool = False
    #: Whether what is below it in the tree is meant as well.
    below: bool = False
    #: Tags that are touched beside those of the thing itself.
    touching: frozenset[str] = frozenset()
    #: Model and key of what was saved, where its references to other things have to be looked at again.
    referring: tuple[type[Model], int] | None = None
    #: What referred to it, as ``(kind, key)``, where the database no longer tells when it commits.
    dependents: frozenset[tuple[str, int]] = frozenset()
    done: bool = False

    def __call__(self) -> None:
        """Append to the log, unless that was done in the transaction."""
        if not self.done:
            with transaction.atomic():
                _append([self])


def mark(kind: str, key: int | None, **details: Any) -> None:
    """Mark something; ``details`` are fields of ``Mark``."""
    transaction.on_commit(Mark(kind, key, **details))


def append_pending(connection: Any) -> None:
    """Append what the current transaction of a connection has marked so far. Whoever calls this commits soon."""
    pending = [
        callback for _, callback, _ in connection.run_on_commit if isinstance(callback, Mark) and not callback.done
    ]
    if pending:
        _append(pending)


def _append(marks: Collection[Mark]) -> None:
    # Only here, since connections are made before there are models.
    from api.changes.log import append

    append(marks)
    for mark in marks:
        mark.done = True
