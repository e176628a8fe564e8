"""Prevent the deletion of objects that are still used, and name the places where they are used."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import ForeignObjectRel, Model, ProtectedError
from modelcluster.fields import ParentalKey
from wagtail.models import DraftStateMixin, Page, ReferenceIndex

NAMED = 3

_before_reading: list[Callable[[], None]] = []


def call_before_reading_references(callback: Callable[[], None]) -> None:
    """Register what brings the reference index up to date in the middle of a transaction; a second time has no effect.

    It is called before users are looked for.
    """
    if callback not in _before_reading:
        _before_reading.append(callback)


class StillUsed(ProtectedError):
    """Raised to prevent the deletion of an object that is still used; its text is a sentence for an editor."""

    def __init__(self, instance: Model, users: Iterable[Model]) -> None:
        users = list(users)
        super().__init__(refusal(instance, users), set(users))


def users_of(instance: Model) -> list[Model]:
    """Return the pages and records that show ``instance`` in a field, a row, a list, a text or a block."""
    users: dict[tuple[type[Model], Any], Model] = {}
    for user in (*_related(instance), *_indexed(instance)):
        root = (user._meta.get_parent_list() or [type(user)])[-1]
        users.setdefault((root, user.pk), user)
    return list(users.values())


def _related(instance: Model) -> Iterator[Model]:
    # Query the database: the reference index does not contain lists of topics, and may be updated slightly later.
    for relation in instance._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or isinstance(relation.field, ParentalKey):
            continue
        # As the reference index does: such a relation shows nothing of the object.
        if getattr(relation.field, "wagtail_reference_index_ignore", False):
            continue
        model: Any = relation.related_model
        if not model._meta.auto_created:
            rows = model._base_manager.filter(**{relation.field.name: instance.pk})
            yield from (owner_of(row) for row in rows)


def _indexed(instance: Model) -> list[Model]:
    for callback in _before_reading:
        callback()
    for user, _ in ReferenceIndex.get_grouped_references_to(instance):
        update_reference_index(user)
    return [user for user, _ in ReferenceIndex.get_grouped_references_to(instance)]


def update_reference_index(instance: Model) -> None:
    """Update Wagtail's reference index for ``instance``."""
    with transaction.atomic():
        ReferenceIndex.create_or_update_for_object(instance.specific if isinstance(instance, Page) else instance)


def owner_of(row: Model) -> Model:
    """Return the page or record to which ``row`` belongs, or ``row`` itself if it belongs to none."""
    parent = next((field for field in row._meta.fields if isinstance(field, ParentalKey)), None)
    return getattr(row, parent.name) if parent else row


def refusal(instance: Model, users: list[Model]) -> str:
    """Return a sentence that says where ``instance`` is still used and what to do before deleting it."""
    instead = ", or unpublish it instead" if isinstance(instance, DraftStateMixin) else ""
    return f"“{instance}” is still used by {_names(users)}. Remove it there first{instead}."


def explain(error: ProtectedError) -> str:
    """Return a sentence for an editor that explains ``error``, including errors that Django itself raised."""
    if isinstance(error, StillUsed):
        return str(error.args[0])
    users = list({owner_of(row) for row in error.protected_objects})
    return f"It cannot be deleted: it is still used by {_names(users)}. Remove it there first."


def _names(users: list[Model]) -> str:
    names = [f"“{user}”" for user in users[:NAMED]]
    if len(users) > NAMED:
        names.append(f"{len(users) - NAMED} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
