"""What the change log learns from the admin."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks

from api.changes.recording import add_pending_change
from api.registry.kinds import kind_of


@hooks.register("after_bulk_action")
def record_bulk_changes(request: HttpRequest, action_type: str, objects: Iterable[Model], action: Any) -> None:
    """Mark what was changed at once: files are put into a collection by one statement, without a signal."""
    for changed in objects:
        if kind := kind_of(type(changed)):
            add_pending_change(kind, changed.pk, content=True)
