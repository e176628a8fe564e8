"""Wagtail hooks that mark changes made in the admin."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks

from api.changes.recording import add_pending_change
from api.registry.kinds import kind_of


@hooks.register("after_bulk_action")
def record_bulk_changes(request: HttpRequest, action_type: str, objects: Iterable[Model], action: Any) -> None:
    """Mark the objects of a bulk action: files are moved to a collection in one statement, without signals."""
    for changed in objects:
        if kind := kind_of(type(changed)):
            add_pending_change(kind, changed.pk, content=True)
