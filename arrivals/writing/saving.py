"""Saves what was filled, as an editor does: a version of a draft, which is published if it is to be."""

from typing import Any

from django.db import transaction
from wagtail.models import DraftStateMixin

from arrivals.records.page import ArrivingPage, Publicity
from arrivals.records.record import ArrivingRecord
from arrivals.writing.options import ImportOptions
from arrivals.writing.transfer import Transfer
from pages.publishing.rules import PublishBlocked

WAS_DRAFT = "Not published: it was a draft, or nothing in the file says that it was public."
UNPUBLISHED = "Not published: it was unpublished here."


class Saving:
    """Saves the objects of one import."""

    def __init__(self, options: ImportOptions) -> None:
        self._options = options

    def is_to_be_published(self, content: Any, record: ArrivingRecord) -> bool:
        """Tell whether the object of a record is a draft and may be published now."""
        is_draft = isinstance(content, DraftStateMixin) and not content.live and not _was_unpublished(content)
        return is_draft and self._is_to_be_public(record)

    def save(self, content: Any, record: ArrivingRecord, transfer: Transfer, *, is_as_before: bool) -> bool:
        """Save an object, as a draft if it can be one, and publish it if it is to be. Return whether it was."""
        if not isinstance(content, DraftStateMixin):
            content.save()
            return True
        if content.pk is None:
            content.live = False
            content.save()
        # A version that says nothing new would only hide who wrote the last one.
        revision: Any = content.latest_revision if is_as_before else content.save_revision(user=self._options.user)
        if not self._is_to_be_public(record):
            if self._options.publish and isinstance(record, ArrivingPage) and record.publicity is Publicity.DRAFT:
                transfer.sentences.append(WAS_DRAFT)
            self._save_row_of_draft(content)
            return False
        if _was_unpublished(content):
            transfer.sentences.append(UNPUBLISHED)
            self._save_row_of_draft(content)
            return False
        published: Any = revision.content_object
        first_published_at = published.first_published_at
        try:
            with transaction.atomic():
                published.first_published_at = first_published_at or getattr(record, "published_at", None)
                revision.publish(user=self._options.user)
        except PublishBlocked as blocked:
            published.first_published_at = first_published_at
            transfer.sentences += [f"Not published: {error.message}" for error in blocked.errors]
            self._save_row_of_draft(content)
            return False
        return True

    @staticmethod
    def _save_row_of_draft(content: Any) -> None:
        if not content.live:
            # The lists of the admin show what the row holds.
            content.save()

    def _is_to_be_public(self, record: ArrivingRecord) -> bool:
        publicity = record.publicity if isinstance(record, ArrivingPage) else Publicity.PUBLIC
        return self._options.publish and publicity is Publicity.PUBLIC


def _was_unpublished(content: Any) -> bool:
    """Return whether somebody, or a date, ended the publication of an object."""
    return not content.live and content.first_published_at is not None
