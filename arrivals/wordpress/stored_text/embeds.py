"""Addresses that stand alone in a text, which WordPress replaces by the page that is there."""

import re
from html import escape, unescape

from wagtail.embeds.oembed_providers import all_providers

from arrivals.wordpress.stored_text.galleries import figure_of

_LINE = re.compile(r"^[ \t]*(https?://[^\s<>\"\[\]]+)[ \t]*$", re.MULTILINE)
_PARAGRAPH = re.compile(r"<p>\s*(https?://[^\s<>\"\[\]]+)\s*</p>")
_PROVIDERS = [re.compile(pattern) for provider in all_providers for pattern in provider["urls"]]


def with_embeds(html: str) -> str:
    """Return HTML in which paragraphs that are the address of a video or the like are embeds."""
    return _PARAGRAPH.sub(_replaced, html)


def with_embedded_lines(text: str) -> str:
    """Return a text of the classic editor in which lines that are such an address are embeds."""
    return _LINE.sub(_replaced, text)


def _replaced(found: re.Match[str]) -> str:
    address = unescape(found[1])
    if not any(pattern.match(address) for pattern in _PROVIDERS):
        return found[0]
    return f"\n{figure_of(escape(address), name='embed')}\n"
