"""Builds HTML for feed readers: elements, and rich text outside its page."""

import re

from django.utils.html import escape

from api.formats.feed_urls import absolute_address
from api.rich_text.html_tree import attributes_of

_VOID = frozenset({"br", "img"})
#: A tag with attributes in cleaned rich text.
_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s[\w-]+="[^"]*")+)>')
#: Attributes without use outside the page: ids could collide with those of other texts, and readers know no page ids.
_LEFT_OUT = frozenset({"id", "data-page-id", "srcset"})


def element(tag: str, content: str = "", **attributes: object) -> str:
    """Return an element. ``content`` is HTML; attributes are escaped here, and omitted if they are ``None``."""
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value is not None)
    return f"<{tag}{written}>" if tag in _VOID else f"<{tag}{written}>{content}</{tag}>"


def html_text(plain: str) -> str:
    """Return plain text as HTML with its line breaks."""
    return "<br>".join(str(escape(line)) for line in plain.strip().split("\n"))


def paragraph(plain: str) -> str:
    """Return plain text as a paragraph, or an empty string for blank text."""
    return element("p", html_text(plain)) if plain.strip() else ""


def link(address: str | None, label: str, page_url: str) -> str:
    """Return a link, or only its label if it has no safe target."""
    href = absolute_address(address, page_url) if address else None
    return element("a", html_text(label), href=href) if href else html_text(label)


def absolute_rich_text(html: str, page_url: str) -> str:
    """Return display HTML of the API, from the page at ``page_url``, with absolute links."""

    def write(match: "re.Match[str]") -> str:
        kept = {name: value for name, value in attributes_of(match[2]).items() if name not in _LEFT_OUT}
        if "href" in kept:
            href = absolute_address(kept.pop("href"), page_url)
            kept |= {"href": href} if href else {}
        return f"<{match[1]}" + "".join(f' {name}="{escape(value)}"' for name, value in kept.items()) + ">"

    return _TAG.sub(write, html)
