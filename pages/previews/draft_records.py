"""The records that a preview shows although they are not public, because they are published with the page."""

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any

from django.db.models import Model

from pages.publishing.record_rules import newly_hidden_records
from pages.records.record import Record


class DraftRecords:
    """The latest versions of the new records that are published with a page. They are read when one is asked for.

    A record that was public before is not among them: somebody took it down, and nobody may see it again, not even by a
    link to a draft, before its publication is agreed to. Nor is one that the live version of the page lacks as well.
    """

    def __init__(self, page: Any) -> None:
        self._page = page

    @cached_property
    def _records(self) -> dict[tuple[type[Model], Any], Record]:
        hidden = (hidden.stored for hidden in newly_hidden_records(self._page))
        new = {(type(found.record), found.record.pk): found for found in hidden}
        return {key: found.draft() for key, found in new.items() if found.record.first_published_at is None}

    def of(self, model: type[Model], keys: Collection[Any]) -> Iterator[Any]:
        """Yield the records of a model with these keys."""
        if keys:
            for key in keys:
                if (record := self._records.get((model, key))) is not None:
                    yield record
