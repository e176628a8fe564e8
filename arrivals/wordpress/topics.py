"""Categories, which become topics, and tags."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from arrivals.records.topic import ArrivingTopic
from arrivals.wordpress.export import ExportedItem, ExportedTerm
from arrivals.wordpress.plain_names import plain_name, plain_slug, plain_summary
from arrivals.wordpress.site import ExportedSite

#: The taxonomies whose terms become topics, and where the pages of their terms are.
TOPIC_TAXONOMIES = {"category": "category", "tribe_events_cat": "events/category"}
#: What WordPress gives to posts that have none.
_NONE = "uncategorized"
_DEEPEST = 10


@dataclass
class _Topic:
    key: str
    terms: list[ExportedTerm] = field(default_factory=list)


class Topics:
    """The categories in use. Those of posts and of events with the same name are one topic."""

    def __init__(self, site: ExportedSite) -> None:
        self._site = site
        self._known: dict[tuple[str, str], ExportedTerm] = {}
        self._used: dict[tuple[str, str], None] = {}
        self._keys: dict[tuple[str, str], str] = {}
        self._topics: dict[str, _Topic] = {}

    def declare(self, term: ExportedTerm) -> None:
        """Note a term that the file describes."""
        if term.taxonomy in (*TOPIC_TAXONOMIES, "post_tag") and term.slug:
            self._known[term.taxonomy, term.slug] = term

    def use(self, item: ExportedItem) -> None:
        """Note the terms of a post that is taken over, and the ones above them, whose pages listed it, too."""
        for taxonomy, slug, name in item.terms:
            if taxonomy in TOPIC_TAXONOMIES or taxonomy == "post_tag":
                self._known.setdefault((taxonomy, slug), ExportedTerm(taxonomy, slug, name))
                for term in self._with_ancestors(taxonomy, slug):
                    self._used[term.taxonomy, term.slug] = None

    def finish(self) -> None:
        """Make topics of all that was noted."""
        by_name: dict[str, _Topic] = {}
        for taxonomy, slug in self._used:
            if taxonomy not in TOPIC_TAXONOMIES or slug == _NONE:
                continue
            term = self._known[taxonomy, slug]
            name = plain_name(term.name) or plain_slug(slug)
            topic = by_name.setdefault(name.casefold(), _Topic(f"{taxonomy}:{slug}"[:255]))
            topic.terms.append(term)
            self._keys[taxonomy, slug] = topic.key
            self._topics[topic.key] = topic

    def of(self, item: ExportedItem) -> tuple[str, ...]:
        """Return the keys of the topics of a post."""
        keys = (self._keys.get((taxonomy, slug)) for taxonomy, slug, _ in item.terms)
        return tuple(dict.fromkeys(key for key in keys if key))

    def names_of(self, item: ExportedItem) -> list[str]:
        """Return the names of the categories of a post."""
        found = (self._known.get((taxonomy, slug)) for taxonomy, slug, _ in item.terms if taxonomy in TOPIC_TAXONOMIES)
        return [plain_name(term.name) for term in found if term]

    def tags_of(self, item: ExportedItem) -> tuple[str, ...]:
        """Return the names of the tags of a post."""
        names = (plain_name(name) or plain_slug(slug) for taxonomy, slug, name in item.terms if taxonomy == "post_tag")
        return tuple(dict.fromkeys(names))

    def address_of(self, taxonomy: str, number: int) -> str:
        """Return the address of the page of a category or tag with an ID, or ``""``."""
        for term in self._known.values():
            if term.taxonomy == taxonomy and term.id == number and number:
                return self._addresses(term)[0]
        return ""

    def records(self) -> Iterator[ArrivingTopic]:
        """Yield the topics."""
        for topic in self._topics.values():
            first = topic.terms[0]
            parents = (self._known.get((term.taxonomy, term.parent)) for term in topic.terms if term.parent)
            yield ArrivingTopic(
                key=topic.key,
                name=plain_name(first.name) or plain_slug(first.slug),
                slug=plain_slug(first.slug),
                description=next(filter(None, (plain_summary(term.description) for term in topic.terms)), ""),
                old_addresses=tuple(address for term in topic.terms for address in self._addresses(term)),
                notes=tuple(
                    f"It was below “{plain_name(parent.name)}” there; topics are not ordered like that."
                    for parent in parents
                    if parent
                ),
            )

    def archives(self) -> Iterator[tuple[ExportedTerm, tuple[str, ...]]]:
        """Yield the terms in use that become no topic, such as tags, and the addresses of the pages that list them."""
        for key in self._used:
            if key not in self._keys:
                yield self._known[key], self._addresses(self._known[key])

    def _addresses(self, term: ExportedTerm) -> tuple[str, ...]:
        """Return the addresses of the page that lists what has a term, and of its feed. The usual paths are assumed."""
        path = TOPIC_TAXONOMIES.get(term.taxonomy, "tag")
        slugs = [above.slug for above in reversed(self._with_ancestors(term.taxonomy, term.slug))] or [term.slug]
        pages = dict.fromkeys(self._site.url(f"{path}/{slug}/") for slug in ("/".join(slugs), term.slug))
        by_id = {"category": f"?cat={term.id}", "post_tag": f"?tag={term.slug}"}.get(term.taxonomy)
        numbered = [self._site.url(by_id)] if by_id and (term.id or term.taxonomy == "post_tag") else []
        return (*pages, *(f"{page}feed/" for page in pages), *numbered)

    def _with_ancestors(self, taxonomy: str, slug: str) -> list[ExportedTerm]:
        """Return a term and those above it, from below."""
        found: list[ExportedTerm] = []
        while (term := self._known.get((taxonomy, slug))) and term not in found and len(found) < _DEEPEST:
            found.append(term)
            slug = term.parent
        return found
