"""Accepts or dismisses what a calendar proposes."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from arrivals.calendars.calendar_reader import ORIGIN
from arrivals.following.followed_fields import BODY
from arrivals.models import Arrival, FollowedEvent, ProposedChange
from arrivals.writing.digests import content_digest
from arrivals.writing.fitting import set_fields
from arrivals.writing.ledger import Ledger
from arrivals.writing.library import Library
from arrivals.writing.texts import Texts
from arrivals.writing.transfer import Transfer
from pages.models import EventPage, User
from pages.series.versions import save_version, why_not_changed

DECIDED = "Somebody has decided on it already, or it has changed in the calendar since: look at the list again."
NOTHING_CHOSEN = "Tick what you want to accept, or dismiss the change."

State = ProposedChange.State


class NotDecided(ValueError):
    """Nothing was changed. The message is a sentence that says why."""


def may_publish_at_once(event: EventPage, user: User) -> bool:
    """Return whether accepted changes of an event can go live, and nothing else with them."""
    return event.live and not event.has_unpublished_changes and event.permissions_for_user(user).can_publish()


def accept(change: ProposedChange, names: Iterable[str], user: User, *, publish: bool) -> list[str]:
    """Save the chosen fields as a new version of the page, and return sentences about what did not fit.

    With ``publish``, it goes live as ``save_version`` says. The other fields stay as they are. Raise ``NotDecided``.
    """
    with transaction.atomic():
        event = _locked(change).event
        chosen = {name: values["after"] for name, values in change.fields.items() if name in set(names)}
        if not chosen:
            raise NotDecided(NOTHING_CHOSEN)
        page = event.page.get_latest_revision_as_object()
        if problem := why_not_changed(page, user):
            raise NotDecided(problem)
        was_ours = content_digest(page) == event.arrival.content_digest
        sentences = _fill(page, event, dict(chosen))
        try:
            sentences += [_save(page, user, publish=publish)]
        except ValidationError as error:
            raise NotDecided(" ".join(error.messages)) from error
        if was_ours and len(chosen) == len(change.fields):
            # As if an import had written it: a later one may go on from here.
            Arrival.objects.filter(pk=event.arrival_id).update(content_digest=content_digest(page))
        _settle(change, event, user, State.ACCEPTED)
    return [sentence for sentence in sentences if sentence]


def dismiss(change: ProposedChange, user: User) -> None:
    """Leave the page as it is; the change is not offered again until the calendar changes. Raise ``NotDecided``."""
    with transaction.atomic():
        event = _locked(change).event
        if not event.page.permissions_for_user(user).can_edit():
            raise NotDecided(why_not_changed(event.page, user))
        _settle(change, event, user, State.DISMISSED)


def _locked(change: ProposedChange) -> ProposedChange:
    found = ProposedChange.objects.select_for_update(of=("self",)).filter(pk=change.pk, state=State.OPEN).first()
    if found is None:
        raise NotDecided(DECIDED)
    return found


def _fill(page: EventPage, event: FollowedEvent, values: dict[str, Any]) -> list[str]:
    html = values.pop(BODY, None)
    sentences = set_fields(page, values)
    if html is not None:
        ledger = Ledger(ORIGIN)
        # Nobody waits for other servers while a form is sent.
        library = Library(ledger, may_download=False)
        transfer = Transfer(ledger, library, Texts(ledger, library), event.key)
        page.body = _as_stored(transfer.body(html))
        sentences += transfer.sentences
    return sentences


def _as_stored(blocks: list[dict[str, Any]]) -> Any:
    return EventPage._meta.get_field(BODY).to_python(blocks)


def _save(page: EventPage, user: User, *, publish: bool) -> str:
    if publish and may_publish_at_once(page, user):
        return save_version(page, user)
    page.save_revision(user=user, log_action=True)
    if not page.live:
        # The lists of the admin show what the row of a draft holds.
        page.save()
    return ""


def _settle(change: ProposedChange, event: FollowedEvent, user: User, state: str) -> None:
    event.settled = {**event.settled, **{name: values["after"] for name, values in change.fields.items()}}
    event.save()
    change.state, change.decided_by, change.decided_at = state, user, timezone.now()
    change.save()
