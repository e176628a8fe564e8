"""What an export of WordPress consists of.

The format has no specification: it is what WordPress writes (``wp-admin/includes/export.php``) in the versions 1.0, 1.1
and 1.2, which differ in how authors and terms are given.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from arrivals.safety.xml import XmlElement

VERSIONS = ("1.0", "1.1", "1.2")


@dataclass(frozen=True, slots=True)
class ExportedAuthor:
    """An account. ``name`` may be empty; ``email`` serves to recognize people and goes nowhere else."""

    id: int
    login: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class ExportedTerm:
    """A category, tag or the like. ``parent`` is a slug; ``id`` is 0 where the file does not say."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class ExportedItem:
    """A post of any type. Dates are as in the file; ``terms`` are taxonomy, slug and name."""

    id: int
    post_type: str
    status: str
    title: str = ""
    slug: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    date: str = ""
    date_gmt: str = ""
    password: str = ""
    parent: int = 0
    order: int = 0
    attachment_url: str = ""
    comments: int = 0
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    metas: dict[str, list[str]] = field(default_factory=dict)

    def meta(self, name: str) -> str:
        """Return the first value of a custom field, or ``""``."""
        return next((value.strip() for value in self.metas.get(name, ())), "")

    def number(self, name: str) -> int:
        """Return the number in a custom field, or 0."""
        return number(self.meta(name))

    def as_json(self) -> dict[str, Any]:
        """Return what ``from_json`` makes the same item of."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "ExportedItem":
        """Return the item of which ``as_json`` returned the data."""
        return cls(**{**data, "terms": [(taxonomy, slug, name) for taxonomy, slug, name in data["terms"]]})


def read_author(element: XmlElement) -> ExportedAuthor:
    """Return the author of a ``wp:author``."""
    names = (element.text_of("wp:author_first_name"), element.text_of("wp:author_last_name"))
    return ExportedAuthor(
        id=number(element.text_of("wp:author_id")),
        login=element.text_of("wp:author_login").strip(),
        name=element.text_of("wp:author_display_name").strip() or " ".join(filter(None, map(str.strip, names))),
        email=element.text_of("wp:author_email").strip().casefold(),
    )


def read_term(element: XmlElement) -> ExportedTerm:
    """Return the term of a ``wp:category``, ``wp:tag`` or ``wp:term``."""
    text, term_id = element.text_of, number(element.text_of("wp:term_id"))
    if element.name == "wp:category":
        return ExportedTerm(
            "category",
            text("wp:category_nicename").strip(),
            text("wp:cat_name"),
            text("wp:category_parent").strip(),
            text("wp:category_description"),
            term_id,
        )
    if element.name == "wp:tag":
        slug, name, description = text("wp:tag_slug").strip(), text("wp:tag_name"), text("wp:tag_description")
        return ExportedTerm("post_tag", slug, name, "", description, term_id)
    return ExportedTerm(
        text("wp:term_taxonomy").strip(),
        text("wp:term_slug").strip(),
        text("wp:term_name"),
        text("wp:term_parent").strip(),
        text("wp:term_description"),
        term_id,
    )


def read_item(element: XmlElement) -> ExportedItem:
    """Return the post of an ``item``."""
    text = element.text_of
    metas: dict[str, list[str]] = {}
    for meta in element.all_of("wp:postmeta"):
        metas.setdefault(meta.text_of("wp:meta_key").strip(), []).append(meta.text_of("wp:meta_value"))
    return ExportedItem(
        id=number(text("wp:post_id")),
        post_type=text("wp:post_type").strip() or "post",
        status=text("wp:status").strip() or "publish",
        title=text("title"),
        slug=text("wp:post_name").strip(),
        link=text("link").strip(),
        guid=text("guid").strip(),
        creator=text("dc:creator").strip(),
        content=text("content:encoded"),
        excerpt=text("excerpt:encoded"),
        date=text("wp:post_date").strip(),
        date_gmt=text("wp:post_date_gmt").strip(),
        password=text("wp:post_password").strip(),
        parent=number(text("wp:post_parent")),
        order=number(text("wp:menu_order")),
        attachment_url=text("wp:attachment_url").strip(),
        comments=sum(1 for _ in element.all_of("wp:comment")),
        terms=_terms(element),
        metas=metas,
    )


def _terms(element: XmlElement) -> list[tuple[str, str, str]]:
    """Return the terms of an item. Version 1.0 names each a second time, without its slug."""
    found = []
    for category in element.all_of("category"):
        taxonomy, slug = category.attributes.get("domain", ""), category.attributes.get("nicename", "").strip()
        if taxonomy and slug:
            found.append(("post_tag" if taxonomy == "tag" else taxonomy, slug, category.text))
    return list(dict.fromkeys(found))


def number(text: str) -> int:
    """Return the whole number that a text is, or 0."""
    text = text.strip()
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 19 else 0
