"""What a message says now."""

from collections.abc import Sequence

from wagtail.models import Site

from api.changes.cursors import changes_cursor
from api.changes.public_changes import PublicChanges
from api.models import Change, ChangeCounter
from api.models.change import EVERYWHERE
from api.registry.kinds import kinds
from api.tags.names import ALL_PAGES, list_tag
from delivery.messages.log import sites_of, wanted_changes
from delivery.models import Message, Subscription
from delivery.receivers.registry import receiver_kinds
from delivery.receivers.telling import Telling
from pages.visibility.paths import SitePaths
from pages.visibility.visibility import Visibility

#: The tag that a test purges; no response has it.
TEST_TAG = "test"


def telling_of(subscription: Subscription, message: Message) -> Telling | None:
    """Return what a message says now, or ``None`` if nothing is left of it that the receiver may be told."""
    sites = [site for site in sites_of(subscription) if message.site_id in (0, site.pk)]
    site = sites[0] if message.site_id and sites else None
    if message.is_test:
        return _told(message, site, [], [TEST_TAG])
    if message.site_id and site is None:
        return None
    if is_beyond_log(message.after_sequence, message.last_sequence):
        return _told(message, site, [], everything(), is_gap=True)
    rows = wanted_changes(subscription, sites, message.after_sequence, message.last_sequence)
    touched = sorted({tag for row in rows for tag in row.tags})
    if receiver_kinds()[subscription.receiver].is_cache:
        return _told(message, site, [], touched) if touched else None
    changes = public_changes(rows, sites)
    return _told(message, site, changes, touched) if changes else None


def public_changes(rows: Sequence[Change], sites: Sequence[Site]) -> list[dict[str, object]]:
    """Return the rows as the public may read them now on some sites, each change once."""
    found: dict[int, dict[str, object]] = {}
    for site in sites:
        of_site = [row for row in rows if row.site_id in (EVERYWHERE, site.pk)]
        visibility = Visibility(site=site, paths=SitePaths(site))
        found |= {item["sequence"]: item for item in PublicChanges(of_site, visibility).items()}
    return [found[sequence] for sequence in sorted(found)]


def is_beyond_log(after: int, last: int) -> bool:
    """Return whether the log does not hold what came after a sequence, up to another: it was compacted or restored."""
    counter = ChangeCounter.current()
    return not (counter.holds_after(after) and after <= last <= counter.sequence)


def everything() -> list[str]:
    """Return the tags that stand for everything, where it is not known what has changed."""
    return sorted({ALL_PAGES, *(list_tag(kind.model) for kind in kinds().values())})


def _told(
    message: Message,
    site: Site | None,
    changes: Sequence[dict[str, object]],
    touched: Sequence[str],
    *,
    is_gap: bool = False,
) -> Telling:
    cursor = changes_cursor(site, message.last_sequence) if site else ""
    return Telling(message.identifier, site, message.last_sequence, cursor, changes, touched, is_gap)
