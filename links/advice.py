"""Advice on the links of a page before it is published."""

from typing import Any

from links.finding.collecting import digest_of
from links.finding.content_links import content_links
from links.finding.hidden_targets import hidden_targets
from links.models import CheckedLink
from pages.publishing.rules import PublishWarning

_SHOWN = 80


def link_warnings(page: Any) -> list[PublishWarning]:
    """Return a warning for each link that visitors cannot follow, and for each that is known to be broken.

    Other sites are not asked: what the last check found is what is known.
    """
    links = list(content_links(page))
    warnings = []
    for link, title in hidden_targets(links):
        target = f"“{title}”, which is not public" if title else "something that was deleted"
        message = f"A link leads to {target}: visitors see its words without the link."
        warnings.append(PublishWarning("hidden_target", message, link.field, subject=(link.page, link.document)))
    by_digest = {digest_of(link.url): link for link in links if link.url}
    if by_digest:
        broken = CheckedLink.objects.filter(digest__in=by_digest, state=CheckedLink.State.BROKEN)
        for known in broken:
            message = f"The link to {known.url[:_SHOWN]} is broken. {known.problem}"
            warnings.append(PublishWarning("broken_link", message, by_digest[known.digest].field, subject=known.pk))
    return warnings
