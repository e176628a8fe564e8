"""Saves a new version of an event as an editor would, and publishes it where nothing else would go live with it."""

from django.db import transaction

from pages.models import EventPage, User
from pages.publishing.rules import PublishBlocked


def why_not_changed(event: EventPage, user: User) -> str:
    """Return a sentence that says why ``user`` cannot change an event now; empty if they can."""
    permissions = event.permissions_for_user(user)
    if not permissions.can_edit():
        return f"You may not change {named(event)}."
    if permissions.page_locked():
        return f"{named(event)} is locked, or is being approved by somebody."
    return ""


def save_version(event: EventPage, user: User | None) -> str:
    """Save ``event``, the latest version of a page with changes, as a new version.

    It is published if the page is live, has no other changes that wait, and ``user`` may publish it; a program,
    which is no user, may. Return a sentence that says why a live page was not published; empty otherwise.
    """
    waiting = event.has_unpublished_changes
    event.save_revision(user=user, log_action=True)
    if not event.live:
        return ""
    if waiting:
        return f"{named(event)} has other changes that are not published, so this one waits with them."
    may_publish = user is None or event.permissions_for_user(user).can_publish()
    return publish_version(event, user) if may_publish else _kept(event)


def publish_version(event: EventPage, user: User | None) -> str:
    """Publish the latest version of an event; return a sentence that says why it was not, or ``""``."""
    try:
        with transaction.atomic():
            event.latest_revision.publish(user=user)
    except PublishBlocked as error:
        return f"{named(event)} was not published: {' '.join(found.message for found in error.errors)}"
    return ""


def named(event: EventPage) -> str:
    """Return the name of an event among others of its series: its title, and the day if it has one."""
    day = f" ({event.start_date:%Y-%m-%d})" if event.start_date else ""
    return f"“{event.get_admin_display_title()}”{day}"


def _kept(event: EventPage) -> str:
    return f"{named(event)} is saved as a draft: you may not publish it."
