"""What a shared record has: it is written once and shown on many pages."""

from typing import Any

from django.db import transaction
from wagtail.models import DraftStateMixin, Revision, RevisionMixin
from wagtail.search import index

from pages.records.slug import SlugFromName


class Record(SlugFromName, DraftStateMixin, RevisionMixin, index.Indexed):
    """The abstract parent of people and organisations.

    A record can be drafted and has a history. Taking it down removes it from every page that shows it at once; it
    cannot be deleted while a page uses it.
    """

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("live"),
        index.FilterField("expire_at"),
    ]

    class Meta:
        abstract = True
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def publish(self, revision: Revision, *arguments: Any, **options: Any) -> None:
        """Make ``revision`` the live version, or schedule it, all or nothing."""
        with transaction.atomic():
            super().publish(revision, *arguments, **options)

    def unpublish(self, *arguments: Any, **options: Any) -> None:
        """Take the record down, all or nothing."""
        with transaction.atomic():
            super().unpublish(*arguments, **options)
