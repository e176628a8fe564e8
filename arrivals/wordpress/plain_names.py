"""Titles and names, which WordPress stores as HTML."""

import html
import re
from urllib.parse import unquote

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--(?:(?!<!--).)*?-->", re.DOTALL)
_SHORTCODE = re.compile(r"\[/?\w[^\[\]]*\]")


def plain_name(text: str) -> str:
    """Return the text of a title or name, in one line."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def plain_summary(text: str) -> str:
    """Return the text of an excerpt, in one line and without shortcodes."""
    return plain_name(_SHORTCODE.sub("", re.sub(r"<(?:br|/p|/li|/div)\b[^>]*>", " ", text)))


def plain_slug(slug: str) -> str:
    """Return a slug without the escapes in which WordPress stores other scripts than Latin."""
    return unquote(slug).strip("/")


def login_slug(login: str) -> str:
    """Return the slug that WordPress makes of the name of an account."""
    slug = re.sub(r"[^\w\s.-]", "", login.casefold()).replace(".", "-")
    return re.sub(r"-{2,}", "-", re.sub(r"\s+", "-", slug)).strip("-")
