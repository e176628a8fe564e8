"""Keeps Wagtail's reference index: once for each object that a transaction has saved, at its end.

Wagtail would update it, or queue a task that does, after each save of a page, of a record and of each of their rows: as
often as a page has rows, and before the last of them are there.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signal_handlers import reference_index_auto_update_disabled, update_reference_index_on_save

from api.changes.pending import PendingChange
from pages.publishing.protection import update_reference_index


def is_switched_on() -> bool:
    """Return whether the references of what is saved now are indexed, for which Wagtail has a switch."""
    return not getattr(reference_index_auto_update_disabled, "value", False)


def left_to_commit(save: Callable[..., None]) -> Callable[..., None]:
    """Return the ``save_base`` of a model so that Wagtail does not index the references of what it saves."""

    @wraps(save)
    def saving(instance: Model, *arguments: Any, **options: Any) -> None:
        # At each save, since Wagtail connects it again after a migration, and late for snippets.
        post_save.disconnect(update_reference_index_on_save, sender=type(instance))
        save(instance, *arguments, **options)

    return saving


def index_references(pending: Iterable[PendingChange]) -> Iterator[tuple[type[Model], int, Model | None]]:
    """Index the references of saved objects, and yield the model and key of each, and the object if it exists."""
    for model, key in {change.referring for change in pending if change.referring is not None}:
        instance = model._base_manager.filter(pk=key).first()
        if isinstance(instance, Page):
            instance = instance.specific
        if instance is not None:
            update_reference_index(instance)
        yield model, key, instance
