"""HTML for readers: elements, and rich text that stands on no page."""

import re

from django.utils.html import escape

from api.formats.feed_urls import absolute_address
from api.rich_text.html_tree import attributes_of

_VOID = frozenset({"br", "img"})
#: A tag with attributes, as cleaned rich text has them.
_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s[\w-]+="[^"]*")+)>')
#: What means nothing outside the page: ids would meet those of other texts, and readers know no page ids.
_LEFT_OUT = frozenset({"id", "data-page-id", "srcset"})


def element(tag: str, content: str = "", **attributes: object) -> str:
    """Return an element. ``content`` is HTML; attributes are escaped here, and left out where they are ``None``."""
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value is not None)
    return f"<{tag}{written}>" if tag in _VOID else f"<{tag}{written}>{content}</{tag}>"


def html_text(plain: str) -> str:
    """Return plain text as HTML that keeps its lines."""
    return "<br>".join(str(escape(line)) for line in plain.strip().split("\n"))


def paragraph(plain: str) -> str:
    """Return plain text as a paragraph; nothing where there is none."""
    return element("p", html_text(plain)) if plain.strip() else ""


def link(address: str | None, label: str, page_url: str) -> str:
    """Return a link; only its label where it leads nowhere."""
    href = absolute_address(address, page_url) if address else None
    return element("a", html_text(label), href=href) if href else html_text(label)


def absolute_rich_text(html: str, page_url: str) -> str:
    """Return display HTML of the API with absolute links, for a text of the page at ``page_url``."""

    def write(match: "re.Match[str]") -> str:
        kept = {name: value for name, value in attributes_of(match[2]).items() if name not in _LEFT_OUT}
        if "href" in kept:
            href = absolute_address(kept.pop("href"), page_url)
            kept |= {"href": href} if href else {}
        return f"<{match[1]}" + "".join(f' {name}="{escape(value)}"' for name, value in kept.items()) + ">"

    return _TAG.sub(write, html)
