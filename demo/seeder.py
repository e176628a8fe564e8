"""How a piece of demo content comes into being: found by its slug, or built and published."""

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
    """The demo content cannot be placed beside what the database holds; the message says what is in the way."""


class Seeder:
    """Publishes demo content below ``home``; ``created`` counts what was not there yet.

    ``today`` is the day from which the dates of posts and events are reckoned.
    """

    def __init__(self, home: HomePage, library: Library, today: datetime.date) -> None:
        self.home = home
        self.library = library
        self.today = today
        self.created = 0

    def record(self, model: type[RecordType], slug: str, build: Callable[[], RecordType]) -> RecordType:
        """Return the record with this slug; one that is missing is built and published."""
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
        """Return the page with this slug below ``parent``; one that is missing is built and published.

        ``change``, where given, then alters the new page, which is published a second time.

        Raises ``DemoConflict`` when a page of another type has the slug.
        """
        page = parent.get_children().filter(slug=slug).first()
        if page is None:
            built = build()
            built.slug, built.live = slug, False
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
                f"The page “{page.title}” stands where the demo content puts its own page “{slug}”. "
                "Give that page another slug first."
            )
        return found

    def day(self, days: int, weekday: int | None = None) -> datetime.date:
        """Return the day ``days`` from today, or the first ``weekday`` (0 is Monday) from then on."""
        day = self.today + datetime.timedelta(days)
        return day if weekday is None else day + datetime.timedelta((weekday - day.weekday()) % 7)


def publish(page: Page) -> None:
    """Publish the page as it is, the way the editor does."""
    page.save_revision().publish()


def in_order(rows: Iterable[RowType]) -> list[RowType]:
    """Number the rows of a page in the order given, as the editor does."""
    numbered = list(rows)
    for position, row in enumerate(numbered):
        row.sort_order = position
    return numbered


def link_to(page: Any, text: str) -> str:
    """Rich text that links to a page of this site."""
    return f'<a linktype="page" id="{page.pk}">{text}</a>'
