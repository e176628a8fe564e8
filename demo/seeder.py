"""Find demo content by slug, or build and publish it."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from wagtail.models import Orderable, Page

from demo.library import Library
from pages.models import HomePage
from pages.records.record import Record

PageType = TypeVar("PageType", bound=Page)
RecordType = TypeVar("RecordType", bound=Record)
RowType = TypeVar("RowType", bound=Orderable)


class DemoConflict(Exception):
    """Raised if existing content conflicts with the demo content; the message names the conflict."""


class Seeder:
    """Publishes demo content below ``home``; ``created`` counts the objects created.

    The dates of posts and events are relative to ``today``.
    """

    def __init__(self, home: HomePage, library: Library, today: datetime.date) -> None:
        self.home = home
        self.library = library
        self.today = today
        self.created = 0

    def record(self, model: type[RecordType], slug: str, build: Callable[[], RecordType]) -> RecordType:
        """Return the record with this slug, and build and publish it if it is missing."""
        record = model._default_manager.filter(slug=slug).first()
        if record is None:
            record = build()
            record.slug, record.live = slug, False
            record.save()
            record.save_revision().publish()
            record.refresh_from_db()
            self.created += 1
        return record

    def page(
        self,
        parent: Page,
        model: type[PageType],
        slug: str,
        build: Callable[[], PageType],
        change: Callable[[PageType], None] | None = None,
    ) -> PageType:
        """Return the page with this slug below ``parent``, and build and publish it if it is missing.

        ``change``, if given, then modifies the new page, which is published a second time.

        Raise ``DemoConflict`` if a page of another type has the slug.
        """
        page = parent.get_children().filter(slug=slug).first()
        if page is None:
            built = build()
            built.slug, built.live = slug, False
            if (shown := getattr(built, "published_on", None)) is not None:
                built.first_published_at = datetime.datetime.combine(shown, datetime.time(12), datetime.UTC)
            parent.add_child(instance=built)
            publish(built)
            if change is not None:
                built = model._default_manager.get(pk=built.pk)
                change(built)
                publish(built)
            self.created += 1
            return model._default_manager.get(pk=built.pk)
        found = page.specific
        if not isinstance(found, model):
            raise DemoConflict(
                f"The page “{page.title}” uses the slug “{slug}”, which the demo content needs. "
                "Change the slug of that page first."
            )
        return found

    def day(self, days: int, weekday: int | None = None) -> datetime.date:
        """Return the date ``days`` from today, or the first ``weekday`` (0 is Monday) on or after that date."""
        day = self.today + datetime.timedelta(days)
        return day if weekday is None else day + datetime.timedelta((weekday - day.weekday()) % 7)


def publish(page: Page) -> None:
    """Save a revision of the page and publish it, as the editor does."""
    page.save_revision().publish()


def in_order(rows: Iterable[RowType]) -> list[RowType]:
    """Set the sort order of rows to the given order, as the editor does, and return them as a list."""
    numbered = list(rows)
    for position, row in enumerate(numbered):
        row.sort_order = position
    return numbered


def link_to(page: Any, text: str) -> str:
    """Return rich text that links to a page of this site."""
    return f'<a linktype="page" id="{page.pk}">{text}</a>'
