"""The tags of a response, for caches that are purged by tag."""

from collections import Counter
from collections.abc import Collection

from wagtail.models import Site

from api.registry.kinds import kinds
from api.tags.names import LONGEST_TAG, list_tag

#: The most that the caches of content delivery networks accept.
MOST_TAGS = 100


def tag_headers(tags: Collection[str]) -> dict[str, str]:
    """Return the headers that name what a response was built from, in no more tags than caches accept."""
    named = sorted(rolled_up(tags))
    return {"Cache-Tag": ",".join(named), "Surrogate-Key": " ".join(named)} if named else {}


def rolled_up(tags: Collection[str]) -> set[str]:
    """Return at most ``MOST_TAGS`` tags, such that a change of any of ``tags`` also touches one of them.

    If there are too many, the tags of the most frequent kind are replaced with the tag of all objects of that kind,
    then the next kind, and so on. The tag that all paths share is the one of all pages.
    """
    named = {tag for tag in tags if len(tag) <= LONGEST_TAG}
    while len(named) > MOST_TAGS:
        kinds = Counter(tag.partition(":")[0] for tag in named if not tag.startswith("list:"))
        kind = kinds.most_common(1)[0][0]
        named = {tag for tag in named if not tag.startswith(f"{kind}:")} | {_list_of(kind)}
    return named


def _list_of(kind: str) -> str:
    # What changes at a path, or in the pages that name an object, is a page that is or was public.
    model = kinds()["page" if kind in ("path", "pages") else kind].model
    return list_tag(Site if kind == "site" else model)
