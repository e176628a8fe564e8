"""Models with drafts, and the scheduled instants in their revisions."""

import datetime
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from wagtail.models import DraftStateMixin, Page, Revision


def draftable_records() -> Iterator[type[Model]]:
    """Yield the models with drafts, except page types."""
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


def stored_instant(revision: Revision, field: str) -> datetime.datetime | None:
    """Return the value of ``go_live_at`` or ``expire_at`` in a revision, or ``None`` if it is not set."""
    value = revision.content.get(field)
    return parse_datetime(value) if value else None
