"""Compares what a calendar says of its events with what it said before, and proposes what has changed."""

from typing import Any

from arrivals.following.followed_fields import are_same, value_here
from arrivals.models import FollowedEvent, ProposedChange
from pages.models import EventPage

CANCELLED = EventPage.Status.CANCELLED.value
Kind, State = ProposedChange.Kind, ProposedChange.State


def propose_changes(event: FollowedEvent, values: dict[str, Any]) -> bool:
    """Propose what differs in ``values`` from what was settled, and from the page; return whether anything does.

    It replaces what was proposed before. What the page says already is settled.
    """
    latest = event.page.get_latest_revision_as_object()
    changed = {
        name: {"before": event.settled.get(name), "after": value}
        for name, value in values.items()
        if (name not in event.settled or not are_same(name, event.settled[name], value))
        and not are_same(name, value_here(latest, name), value)
    }
    event.changes.filter(state=State.OPEN).delete()
    if not changed:
        event.settled = values
        return False
    is_canceled = changed.get("status", {}).get("after") == CANCELLED
    ProposedChange.objects.create(event=event, kind=Kind.CANCELLED if is_canceled else Kind.CHANGED, fields=changed)
    return True


def propose_to_cancel(event: FollowedEvent) -> bool:
    """Say that an event is no longer in its calendar, and return whether: not if it is canceled here."""
    status = event.page.get_latest_revision_as_object().status
    event.changes.filter(state=State.OPEN).delete()
    if status == CANCELLED:
        return False
    before = event.settled.get("status", EventPage.Status.SCHEDULED.value)
    fields = {"status": {"before": before, "after": CANCELLED}}
    ProposedChange.objects.create(event=event, kind=Kind.GONE, fields=fields)
    return True
