"""The tags of an answer, for caches that are purged by tag."""

from collections import Counter
from collections.abc import Collection

from wagtail.models import Site

from api.registry.kinds import kinds
from api.tags.names import LONGEST_TAG, list_tag

#: As many as the caches of content delivery networks take.
MOST_TAGS = 100


def tag_headers(tags: Collection[str]) -> dict[str, str]:
    """Return the headers that name what an answer was built from, in as many tags as caches take."""
    named = sorted(rolled_up(tags))
    return {"Cache-Tag": ",".join(named), "Surrogate-Key": " ".join(named)} if named else {}


def rolled_up(tags: Collection[str]) -> set[str]:
    """Return at most ``MOST_TAGS`` tags, one of which at least is touched whenever one of ``tags`` is.

    Where there are more, the tags of the kind that has most of them become the tag of all things of that kind, and so
    on. Paths have none in common but that of all sites' pages.
    """
    named = {tag for tag in tags if len(tag) <= LONGEST_TAG}
    while len(named) > MOST_TAGS:
        kinds = Counter(tag.partition(":")[0] for tag in named if not tag.startswith("list:"))
        kind = kinds.most_common(1)[0][0]
        named = {tag for tag in named if not tag.startswith(f"{kind}:")} | {_list_of(kind)}
    return named


def _list_of(kind: str) -> str:
    # What is at a path, or is named by a page, is a page that is public or was.
    model = kinds()["page" if kind in ("path", "pages") else kind].model
    return list_tag(Site if kind == "site" else model)
