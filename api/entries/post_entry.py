"""The entry of a post in a feed."""

from typing import Any

from api.entries.entry import PAGE_FIELDS, Entry, EntryType, common_parts, page_url, published_at, whole_text
from api.rich_text.simple_html import element, html_text, link, paragraph
from pages.models.base import BasePage

#: The API fields from which the entry of a post is built.
POST_FIELDS = (
    *PAGE_FIELDS,
    *("published_on", "updated_on", "authors", "disclaimer", "original_publication", "corrections"),
)


def post_entry(post: BasePage, value: dict[str, Any]) -> Entry:
    """Return the entry of a post."""
    published = published_at(value["published_on"], post.first_published_at)
    updated = published_at(value["updated_on"], None) if value["updated_on"] else published
    original = value["original_publication"] or {}
    ending = [paragraph(value["disclaimer"]), _original(original, page_url(value))]
    ending += [paragraph(f"{correction['date']}: {correction['text']}") for correction in value["corrections"]]
    return Entry(
        **common_parts(post, value),
        html=whole_text(value) + "".join(ending),
        authors=value["authors"],
        published=published,
        updated=max(published, updated),
        original_url=original.get("url"),
    )


def _original(original: dict[str, Any], page_url: str) -> str:
    if not original:
        return ""
    shown = link(original["url"], original["title"] or original["url"], page_url)
    return element("p", ", ".join(filter(None, (shown, html_text(original["published_on"] or "")))))


POST_ENTRY = EntryType(POST_FIELDS, post_entry, "-published_on")
