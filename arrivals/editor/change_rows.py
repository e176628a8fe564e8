"""The rows of a table that compares what a calendar says with what it said, and with the page."""

from dataclasses import dataclass

from arrivals.following.followed_fields import are_same, label_of, shown, value_here
from arrivals.models import ProposedChange
from pages.models import EventPage


@dataclass(frozen=True)
class ChangeRow:
    """A field and its values, as editors read them. ``is_changed_here`` is whether somebody changed it on the page."""

    name: str
    label: str
    here: str
    before: str
    after: str
    is_changed_here: bool


def change_rows(change: ProposedChange, latest: EventPage) -> list[ChangeRow]:
    """Return the rows of a change, in its order. ``latest`` is the latest version of the page."""
    return [_row(name, values, latest) for name, values in change.fields.items()]


def _row(name: str, values: dict[str, object], latest: EventPage) -> ChangeRow:
    here, before = value_here(latest, name), values["before"]
    return ChangeRow(
        name=name,
        label=label_of(name),
        here=shown(name, here),
        before=shown(name, before),
        after=shown(name, values["after"]),
        is_changed_here=before is not None and not are_same(name, here, before),
    )
