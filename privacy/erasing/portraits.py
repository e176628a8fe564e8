"""Deletes the portraits of a person that nothing else shows."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from wagtail.images import get_image_model
from wagtail.images.models import AbstractRendition
from wagtail.models import Revision

from pages.models.participant import Participant
from pages.publishing.protection import users_of
from privacy.rewriting.versions import current_versions
from privacy.tracing.subject import Subject
from privacy.tracing.trace import Trace


def portraits_of(subject: Subject, traces: Iterable[Trace]) -> set[int]:
    """Return the keys of the pictures of a person: those of the record, of its versions and of bylines."""
    found: set[Any] = set()
    if (person := subject.person) is not None:
        found.add(person.photo_id)
        found |= {revision.content.get("photo") for revision in person.revisions if isinstance(revision.content, dict)}
    for trace in traces:
        if trace.model is not None and issubclass(trace.model, Participant):
            row = trace.instance
            if row is not None and (trace.is_relation or subject.spellings.is_whole(row.name)):
                found.add(row.photo_id)
    return {key for key in found if isinstance(key, int)}


def delete_portraits(keys: Iterable[int]) -> tuple[int, list[int]]:
    """Delete pictures with their renditions and files; return how many, and the keys of those still used elsewhere.

    Files are deleted once the transaction commits.
    """
    deleted, used = 0, []
    for image in get_image_model()._default_manager.filter(pk__in=list(keys)):
        # Renditions refer to a picture, and show nothing.
        users = [user for user in users_of(image) if not isinstance(user, AbstractRendition)]
        if users or _is_in_draft(image):
            used.append(image.pk)
        else:
            image.delete()
            deleted += 1
    return deleted, used


def _is_in_draft(image: Any) -> bool:
    """Return whether a current version refers to a picture by what looks like it: rather one too many is kept."""
    name = r'(?:\w*image|photo|logo)\\*"?\s*[:=]\s*\\*"?'
    pattern = re.compile(rf'(?:{name}|<embed[^>]*\sid=\\*"){image.pk}\b')
    versions = Revision.objects.filter(pk__in=current_versions())
    return any(
        pattern.search(raw) for raw in versions.values_list(Cast("content", TextField()), flat=True).iterator(100)
    )
