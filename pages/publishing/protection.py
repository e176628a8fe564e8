"""What is still used cannot be deleted, and the refusal names where it is used."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import ForeignObjectRel, Model, ProtectedError
from modelcluster.fields import ParentalKey
from wagtail.models import DraftStateMixin, Page, ReferenceIndex

NAMED = 3


class StillUsed(ProtectedError):
    """The refusal to delete something that is still used; its text is a sentence for an editor."""

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
    # Asked of the database: the index of references leaves out lists of topics, and may be updated a little later.
    for relation in instance._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or isinstance(relation.field, ParentalKey):
            continue
        model: Any = relation.related_model
        if not model._meta.auto_created:
            rows = model._base_manager.filter(**{relation.field.name: instance.pk})
            yield from (owner_of(row) for row in rows)


def _indexed(instance: Model) -> list[Model]:
    for user, _ in ReferenceIndex.get_grouped_references_to(instance):
        update_reference_index(user)
    return [user for user, _ in ReferenceIndex.get_grouped_references_to(instance)]


def update_reference_index(instance: Model) -> None:
    """Bring the index of what ``instance`` refers to up to date.

    Wagtail does so when a page is saved, but before its rows are: somebody taken off a page would still stand there.
    """
    with transaction.atomic():
        ReferenceIndex.create_or_update_for_object(instance.specific if isinstance(instance, Page) else instance)


def owner_of(row: Model) -> Model:
    """Return the page or record that ``row`` is a part of; ``row`` itself where it stands on its own."""
    parent = next((field for field in row._meta.fields if isinstance(field, ParentalKey)), None)
    return getattr(row, parent.name) if parent else row


def refusal(instance: Model, users: list[Model]) -> str:
    """Say that ``instance`` cannot be deleted, where it is used and what to do instead."""
    instead = ", or unpublish it instead" if isinstance(instance, DraftStateMixin) else ""
    return f"“{instance}” is still used by {_names(users)}. Remove it there first{instead}."


def explain(error: ProtectedError) -> str:
    """Return the sentence of a refusal, also for one by the database layer, which only names tables."""
    if isinstance(error, StillUsed):
        return str(error.args[0])
    users = list({owner_of(row) for row in error.protected_objects})
    return f"It cannot be deleted: it is still used by {_names(users)}. Remove it there first."


def _names(users: list[Model]) -> str:
    names = [f"“{user}”" for user in users[:NAMED]]
    if len(users) > NAMED:
        names.append(f"{len(users) - NAMED} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
