"""Plain text as HTML, and texts that may be either."""

import re

from django.utils.html import urlize

_ELEMENTS = re.compile(r"<(?:/?(?:p|br|div|span|ul|ol|li|a|b|i|u|em|strong|h[1-6]|html-blob|table)\b[^>]*)>", re.I)
_EMPTY_LINES = re.compile(r"\n[ \t\u00a0]*\n\s*")


def plain_html(text: str) -> str:
    """Return plain text as paragraphs, which empty lines separate. Addresses in it become links."""
    paragraphs = _EMPTY_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n").strip())
    lines = ("<br>".join(urlize(line.strip(), autoescape=True) for line in part.split("\n")) for part in paragraphs)
    return "".join(f"<p>{part}</p>" for part in lines if part)


def text_or_html(text: str) -> str:
    """Return a text as HTML: as it is if it holds elements of HTML, which many programs write where plain text goes."""
    return text.strip() if _ELEMENTS.search(text) else plain_html(text)
