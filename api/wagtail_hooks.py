"""What the change log learns from the admin."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks

from api.changes.kinds import kind_of
from api.changes.marks import mark


@hooks.register("after_bulk_action")
def mark_bulk_changes(request: HttpRequest, action_type: str, objects: Iterable[Model], action: Any) -> None:
    """Mark what was changed at once: files are put into a collection by one statement, without a signal."""
    for changed in objects:
        if kind := kind_of(type(changed)):
            mark(kind, changed.pk, content=True)
