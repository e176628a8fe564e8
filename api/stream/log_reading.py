"""Reads the log for the stream: what the public may read of it, at the time of reading."""

from collections.abc import Iterator

from django.utils import timezone
from wagtail.models import Site

from api.changes.public_changes import PublicChanges, concerns, read_part
from api.models import Change, ChangeCounter
from api.stream.chunks import Chunk, change_chunk, reset_chunk
from api.stream.hub import Batch, Key
from pages.visibility.paths import SitePaths
from pages.visibility.site_context import SiteContext, read_site_context
from pages.visibility.visibility import Visibility

#: How many rows are read, and told, at once.
ROWS = 100


class SiteGone(Exception):
    """A site does not exist any more."""


def read_batch(after: int | None, sites: tuple[Key, ...]) -> Batch | None:
    """Return what follows a sequence, for each of the sites that still exists, or ``None`` if that is nothing.

    The batch has no ``after`` if the log does not continue there, as that of a restored database.
    """
    counter = ChangeCounter.current()
    if after is None or not counter.holds_after(after):
        return Batch(None, counter.sequence)
    if counter.sequence == after:
        return None
    if not sites:
        return Batch(after, counter.sequence)
    beyond = Change.objects.filter(sequence__gt=after, sequence__lte=counter.sequence)
    rows = list(beyond.order_by("sequence")[:ROWS])
    sequence = rows[-1].sequence if len(rows) == ROWS else counter.sequence
    scope = read_site_context()
    return Batch(after, sequence, dict(_chunks(rows, sites, scope, sequence)))


def read_chunk(key: Key, after: int) -> Chunk:
    """Return the next part of what came after a sequence on a site, for a client that has to catch up.

    Raises ``SiteGone`` if the site does not exist any more.
    """
    counter = ChangeCounter.current()
    visibility = _visibility(key, read_site_context())
    if not counter.holds_after(after):
        return reset_chunk(visibility.site, counter.sequence)
    part = read_part(visibility, counter, after, ROWS)
    return change_chunk(visibility.site, part.items, part.sequence)


def _chunks(
    rows: list[Change], sites: tuple[Key, ...], scope: SiteContext, sequence: int
) -> Iterator[tuple[Key, Chunk]]:
    for key in sites:
        try:
            visibility = _visibility(key, scope)
        except SiteGone:
            # Its clients learn it when they try to catch up.
            continue
        own = [row for row in rows if concerns(row, visibility)]
        yield key, change_chunk(visibility.site, PublicChanges(own, visibility).items() if own else (), sequence)


def _visibility(key: Key, scope: SiteContext) -> Visibility:
    # Also of a site whose home page is restricted: who follows a site must learn that its pages were withdrawn.
    site: Site | None = next((site for site in scope.sites if site.pk == key), None)
    if site is None and key is not None:
        raise SiteGone
    return Visibility(timezone.now(), site=site, paths=SitePaths(site, scope.sites), scope=scope)
