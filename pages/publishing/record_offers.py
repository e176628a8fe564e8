"""What the editor is offered for the records that a page shows and that are not public."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pages.publishing.consent import may_publish
from pages.publishing.record_rules import hidden_records, not_hidden_before, record_state
from pages.records.record import Record

#: The name of the hidden fields that say which records were offered, so that unticked ones are known.
OFFERED_FIELD = "publish_with_offered"


@dataclass(frozen=True)
class RecordOffer:
    """A record that can be published with a page. ``state`` says in a few words why it is not public."""

    key: str
    record: Record
    state: str
    permitted: bool
    ticked: bool

    @property
    def kind(self) -> str:
        """The name of the record's model, for an editor."""
        return str(self.record._meta.verbose_name)


def record_offers(
    page: Any, user: Any, offered: Collection[str] = (), ticked: Collection[str] = ()
) -> list[RecordOffer]:
    """Return the records that ``page`` shows and that are not public, each once.

    A record is ticked unless the live version of the page is without it too: somebody may have unpublished it on
    purpose. ``offered`` and ``ticked`` are the keys of the records that were offered, and ticked, in a submitted form.
    """
    found = hidden_records(page)
    blocking = {hidden.key for hidden in not_hidden_before(page, found)}
    offers: dict[str, RecordOffer] = {}
    for hidden in found:
        if hidden.key in offers:
            continue
        permitted = may_publish(user, type(hidden.record))
        chosen = hidden.key in ticked if hidden.key in offered else hidden.key in blocking
        state = record_state(hidden.stored)
        offers[hidden.key] = RecordOffer(hidden.key, hidden.record, state, permitted, permitted and chosen)
    return list(offers.values())
