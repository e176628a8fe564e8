"""What has drafts, and what a stored version says of when it is to be public."""

import datetime
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from wagtail.models import DraftStateMixin, Page, Revision


def draftable_records() -> Iterator[type[Model]]:
    """Yield the models that have drafts and are not pages."""
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


def stored_instant(revision: Revision, field: str) -> datetime.datetime | None:
    """Return the instant that a version holds in ``go_live_at`` or ``expire_at``."""
    value = revision.content.get(field)
    return parse_datetime(value) if value else None
