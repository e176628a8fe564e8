"""Rich text as display HTML, its links resolved in bulk."""

import html
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wagtail.rich_text.rewriters import FIND_A_TAG, FIND_EMBED_TAG, extract_attrs

if TYPE_CHECKING:
    import re

    from api.references import References


def linked(text: str) -> Iterator[tuple[str, int]]:
    """Yield ``("page" | "document", id)`` for every internal link of a text as it is stored."""
    for match in FIND_A_TAG.finditer(text):
        attributes = extract_attrs(match.group(1))
        kind = attributes.get("linktype")
        if kind in ("page", "document") and attributes.get("id", "").isdecimal():
            yield kind, int(attributes["id"])


def display_html(text: str, references: "References") -> str:
    """Return stored rich text as HTML for a frontend.

    Links to pages become paths on the frontend and carry ``data-page-id``; links to documents become absolute URLs.
    A link to something that is not public loses its ``href`` and keeps its text.
    """

    def replace(match: "re.Match[str]") -> str:
        attributes = extract_attrs(match.group(1))
        kind = attributes.get("linktype")
        if kind is None:
            return match.group(0)
        key = int(attributes["id"]) if attributes.get("id", "").isdecimal() else 0
        if kind == "page" and (page := references.pages.get(key)):
            return f'<a href="{html.escape(page.html_path)}" data-page-id="{page.id}">'
        if kind == "document" and (document := references.documents.get(key)):
            return f'<a href="{html.escape(document.url)}">'
        return "<a>"

    return FIND_EMBED_TAG.sub("", FIND_A_TAG.sub(replace, text))
