"""The change log as subscriptions read it."""

from collections.abc import Sequence
from typing import Any

from wagtail.models import Site

from api.models import Change
from api.models.change import EVERYWHERE
from delivery.models import Subscription
from pages.visibility.site_context import all_sites

#: The maximum number of changes in a message.
MOST_CHANGES = 100


def sites_of(subscription: Subscription) -> list[Site]:
    """Return the sites that a subscription is about, with their root pages: all, if none is chosen."""
    chosen = set(subscription.sites.values_list("pk", flat=True))
    return [site for site in all_sites() if not chosen or site.pk in chosen]


def wanted_changes(subscription: Subscription, sites: Sequence[Site], after: int, last: int) -> list[Change]:
    """Return the rows after a sequence up to another that a subscription is about, at most ``MOST_CHANGES``."""
    wanted: Any = Change.objects.filter(sequence__gt=after, sequence__lte=last)
    wanted = wanted.filter(site_id__in=[EVERYWHERE, *(site.pk for site in sites)])
    if subscription.types:
        wanted = wanted.filter(type__in=subscription.types)
    if subscription.actions:
        wanted = wanted.filter(action__in=subscription.actions)
    found = []
    for row in wanted.order_by("sequence").iterator(chunk_size=MOST_CHANGES):
        if subscription.takes(row.tags):
            found.append(row)
        if len(found) == MOST_CHANGES:
            break
    return found
