"""Which entries of the log of what editors did are archived."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import ModelLogEntry

from archives.contents.models import archived_models


def chosen_log_entries(history: bool) -> QuerySet[Any]:
    """Return the entries about content: who signed in, and who may, is the business of one installation."""
    content = {model._meta.label_lower for model, archived in archived_models().items() if not archived.matched}
    # Only those that are there: a snapshot makes none.
    types = [found.pk for found in ContentType.objects.all() if f"{found.app_label}.{found.model}" in content]
    return ModelLogEntry.objects.filter(content_type__in=types)
