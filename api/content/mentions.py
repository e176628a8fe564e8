"""Where records are mentioned: what people wrote, spoke at and hosted."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from api.requests.selection import Selection
from api.tags.dependencies import depend_on
from api.tags.names import pages_tag
from pages.models import EventHost, EventPage, EventSpeaker, GuestBlogPost, Organization, Person, PostAuthor
from pages.visibility.visibility import Visibility

MOST = 20


class Mentions:
    """The public pages that mention records of one kind, newest first, at most 20 a record."""

    def __init__(self, records: Sequence[Person | Organization], selection: Selection, visibility: Visibility) -> None:
        self._found: dict[str, dict[int, list[int]]] = {}
        if not records:
            return
        self._column = "person" if isinstance(records[0], Person) else "organization"
        self._keys = [record.pk for record in records]
        depend_on(*(pages_tag(self._column, key) for key in self._keys))
        if "posts" in selection:
            posts = visibility.pages(GuestBlogPost.objects.all())
            authored = PostAuthor.objects.filter(post__in=posts)
            self._found["posts"] = self._newest([self._rows(authored, "post", "published_on")])
        if "events" in selection:
            events = visibility.pages(EventPage.objects.all())
            confirmed = [model.objects.filter(event__in=events, confirmed=True) for model in (EventSpeaker, EventHost)]
            self._found["events"] = self._newest([self._rows(rows, "event", "start_date") for rows in confirmed])

    def of(self, record: Person | Organization, kind: str) -> list[int]:
        """Return the keys of the ``posts`` or ``events`` that mention a record."""
        return self._found.get(kind, {}).get(record.pk, [])

    def _rows(self, queryset: Any, parent: str, date: str) -> list[tuple[int, int, datetime.date | None]]:
        mentioned = queryset.filter(**{f"{self._column}__in": self._keys})
        return list(mentioned.values_list(f"{self._column}_id", f"{parent}_id", f"{parent}__{date}"))

    @staticmethod
    def _newest(lists: list[list[tuple[int, int, datetime.date | None]]]) -> dict[int, list[int]]:
        by_record: dict[int, dict[int, datetime.date]] = defaultdict(dict)
        for rows in lists:
            for record, page, date in rows:
                by_record[record][page] = date or datetime.date.min
        return {
            record: [page for page, _ in sorted(pages.items(), key=lambda item: (item[1], item[0]), reverse=True)][
                :MOST
            ]
            for record, pages in by_record.items()
        }
