"""One page as an item of a WXR file."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from api.entries.entry import Entry
from api.entries.printable import printable

#: An element: its name with the prefix of its namespace, its attributes and its text or elements.
Element = tuple[str, dict[str, str], "str | list[Element]"]


@dataclass(frozen=True)
class Item:
    """What an item says. ``parent`` is the number of the page above it, 0 for none."""

    number: int
    post_type: str
    slug: str
    parent: int
    entry: Entry
    topics: list[str]
    tags: list[str]
    facts: dict[str, str]
    #: The number and the URL of the picture; the number is that of its own item.
    picture: tuple[int, str] | None


def author_login(name: str) -> str:
    """Return the name of the account that WordPress makes for an author."""
    return slugify(name, allow_unicode=True)[:60] or "author"


def authors_of(entry: Entry) -> list[str]:
    """Return the names of those who wrote a page."""
    return [str(author["name"]) for author in entry.authors if author.get("name")]


def page_element(item: Item) -> Element:
    """Return a page as an item."""
    entry = item.entry
    names = authors_of(entry)
    elements: list[Element] = [
        *_head(
            entry.title, entry.url, entry.published, author_login(names[0]) if names else "editor", entry.identifier
        ),
        ("content:encoded", {}, printable(entry.html)),
        ("excerpt:encoded", {}, printable(entry.summary)),
        *_post(item.number, item.post_type, item.slug, item.parent, entry.published),
        *(("category", _term("category", name), printable(name)) for name in item.topics),
        *(("category", _term("post_tag", name), printable(name)) for name in item.tags),
        *_facts({"_thumbnail_id": str(item.picture[0])} if item.picture else {}),
        *_facts({"authors": ", ".join(names)} if len(names) > 1 else {}),
        *_facts(item.facts),
    ]
    return ("item", {}, elements)


def picture_element(item: Item) -> Element:
    """Return the picture of an item as an item of its own, which WordPress fetches from its URL."""
    assert item.picture is not None  # noqa: S101
    number, url = item.picture
    image: dict[str, Any] = item.entry.image or {}
    elements: list[Element] = [
        *_head(str(image.get("title") or item.entry.title), url, item.entry.published, "editor", url),
        ("content:encoded", {}, ""),
        ("excerpt:encoded", {}, printable(str(image.get("caption") or ""))),
        *_post(number, "attachment", f"picture-{number}", item.number, item.entry.published),
        ("wp:attachment_url", {}, url),
        *_facts({"_wp_attachment_image_alt": str(image["alt"])} if image.get("alt") else {}),
    ]
    return ("item", {}, elements)


def _head(title: str, url: str, at: datetime.datetime, login: str, guid: str) -> Iterator[Element]:
    yield ("title", {}, printable(title))
    yield ("link", {}, url)
    yield ("pubDate", {}, at.strftime("%a, %d %b %Y %H:%M:%S +0000"))
    yield ("dc:creator", {}, login)
    yield ("guid", {"isPermaLink": "false"}, guid)
    yield ("description", {}, "")


def _post(number: int, post_type: str, slug: str, parent: int, at: datetime.datetime) -> Iterator[Element]:
    instant = at.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")
    values = {
        "post_id": str(number),
        "post_date": instant,
        "post_date_gmt": instant,
        "comment_status": "closed",
        "ping_status": "closed",
        "post_name": slug,
        "status": "inherit" if post_type == "attachment" else "publish",
        "post_parent": str(parent),
        "menu_order": "0",
        "post_type": post_type,
        "post_password": "",
        "is_sticky": "0",
    }
    yield from ((f"wp:{name}", {}, value) for name, value in values.items())


def _term(domain: str, name: str) -> dict[str, str]:
    return {"domain": domain, "nicename": slugify(name, allow_unicode=True) or "term"}


def _facts(facts: dict[str, str]) -> Iterator[Element]:
    for name, value in facts.items():
        yield ("wp:postmeta", {}, [("wp:meta_key", {}, name), ("wp:meta_value", {}, printable(value))])
