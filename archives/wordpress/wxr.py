"""Writes a WXR file: posts, pages and events with their authors, terms and pictures."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from wagtail.models import Page

from api.entries.entry import entry_type
from api.entries.printable import printable
from api.registry.page_types import page_types, registered_type
from archives.format.writing import new_folder
from archives.progress import Show
from archives.site_reader.site_reader import SiteReader, site_reader
from archives.wordpress.item import Element, Item, author_login, authors_of, page_element, picture_element
from pages.database.snapshot import snapshot

VERSION = "1.2"
NAMESPACES = {
    "xmlns:excerpt": f"http://wordpress.org/export/{VERSION}/excerpt/",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:wp": f"http://wordpress.org/export/{VERSION}/",
}
#: Pictures are numbered after all pages.
PICTURES = 10**9
#: The fields of pages that are facts, for whatever a website is made of next: as API_FIELD, or API_FIELD.PART.
FACTS = ("subtitle", "start", "end", "status", "status_note", "venue", "attendance_mode", "online", "price", "rsvp")


def write_wxr(target: Path, progress: Show) -> int:
    """Write the public pages to a new file, and return how many there are. Raise ``ArchiveError`` if that fails."""
    with new_folder(target, of_one=True) as folder, site_reader() as reader, snapshot():
        keys = [row["id"] for row in reader.rows("pages/", fields="id,-title")]
        authors: set[str] = set()
        for item in _items(reader, keys):
            authors.update(authors_of(item.entry))
        with (folder / target.name).open("wb") as file:
            writer = _Writer(file, sorted(authors))
            for number, item in enumerate(_items(reader, keys), 1):
                writer.write(page_element(item))
                if item.picture:
                    writer.write(picture_element(item))
                progress("pages", number, len(keys))
            writer.end()
    return len(keys)


def _items(reader: SiteReader, keys: list[int]) -> Iterator[Item]:
    for key in keys:
        page = Page.objects.get(pk=key).specific
        model = registered_type(type(page))
        if model is None:
            continue
        value = reader.page(key)
        entry = entry_type(model).make(page, value)
        parent = page.get_parent()
        is_post = bool(page_types()[model].endpoint)
        image = entry.image
        yield Item(
            number=key,
            post_type="post" if is_post else "page",
            slug=page.slug,
            parent=0 if is_post or parent is None or parent.pk not in keys else parent.pk,
            entry=entry,
            topics=[topic["name"] for topic in value.get("topics", [])],
            tags=list(value.get("tags", [])),
            facts=dict(_facts(value)),
            picture=(PICTURES + key, image["src"]) if image else None,
        )


def _facts(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in FACTS:
        found = value.get(name)
        parts = {f"{name}_{part}": inner for part, inner in found.items()} if isinstance(found, dict) else {name: found}
        for key, inner in parts.items():
            if isinstance(inner, str | int | float) and inner not in ("", False):
                yield key, str(inner)


class _Writer:
    """Writes the file piece by piece."""

    def __init__(self, file: IO[bytes], authors: list[str]) -> None:
        self._xml = XMLGenerator(file, "utf-8", short_empty_elements=False)
        self._xml.startDocument()
        self._xml.startElement("rss", AttributesImpl({"version": "2.0", **NAMESPACES}))
        self._xml.startElement("channel", AttributesImpl({}))
        elements: list[Element] = [
            ("title", {}, printable(settings.SITE_NAME)),
            ("link", {}, settings.FRONTEND_URL),
            ("description", {}, ""),
            ("language", {}, settings.LANGUAGE_CODE),
            ("wp:wxr_version", {}, VERSION),
            ("wp:base_site_url", {}, settings.FRONTEND_URL),
            ("wp:base_blog_url", {}, settings.FRONTEND_URL),
        ]
        for name in authors:
            login = author_login(name)
            parts: list[Element] = [("wp:author_login", {}, login), ("wp:author_display_name", {}, printable(name))]
            elements.append(("wp:author", {}, parts))
        for element in elements:
            self.write(element)

    def write(self, element: Element) -> None:
        """Write an element with all that is in it."""
        name, attributes, content = element
        self._xml.startElement(name, AttributesImpl(attributes))
        if isinstance(content, str):
            self._xml.characters(content)
        else:
            for inner in content:
                self.write(inner)
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def end(self) -> None:
        """Write what ends the file."""
        self._xml.endElement("channel")
        self._xml.endElement("rss")
        self._xml.endDocument()
