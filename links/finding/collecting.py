"""Notes which addresses public content links to."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from links.finding.content_links import content_links
from links.finding.found_link import FoundLink
from links.finding.public_content import public_content
from links.models import CheckedLink, LinkUse

_TOGETHER = 200


def digest_of(url: str) -> str:
    """Return the hash by which an address is found. What follows ``#`` does not count: servers are not told it."""
    return hashlib.sha256(url.partition("#")[0].encode(errors="replace")).hexdigest()


def collect_links() -> int:
    """Bring the noted addresses and their uses up to date with all public content, and return their number."""
    seen: set[str] = set()
    content = public_content()
    with transaction.atomic():
        LinkUse.objects.all().delete()
        while together := list(islice(content, _TOGETHER)):
            seen |= _note([(each, link) for each in together for link in content_links(each) if link.url])
        CheckedLink.objects.filter(uses=None).delete()
    return len(seen)


def _note(found: list[tuple[Any, FoundLink]]) -> set[str]:
    by_digest = {digest_of(link.url): link.url for _, link in found}
    new = [
        CheckedLink(url=url.partition("#")[0], digest=digest, host=_host_of(url)) for digest, url in by_digest.items()
    ]
    CheckedLink.objects.bulk_create(new, ignore_conflicts=True)
    keys = dict(CheckedLink.objects.filter(digest__in=by_digest).values_list("digest", "pk"))
    LinkUse.objects.bulk_create(_uses(found, keys))
    return set(by_digest)


def _uses(found: Iterable[tuple[Any, FoundLink]], keys: dict[str, int]) -> Iterator[LinkUse]:
    for content, link in dict.fromkeys(found):
        yield LinkUse(
            link_id=keys[digest_of(link.url)],
            content_type=ContentType.objects.get_for_model(content),
            object_id=str(content.pk),
            field=link.field,
            block_id=link.block_id,
        )


def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""
