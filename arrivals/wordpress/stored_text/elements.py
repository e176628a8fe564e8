"""The elements of HTML as they are written."""

import html
import re

#: A comment, or the tag of an element. What else begins with “<” is text.
MARK = re.compile(r"<!--.*?-->|</?[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>|</?[a-zA-Z][^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SHOWN = re.compile(r"<(?:img|iframe|video|audio|object|embed|hr)\b", re.I)


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes of a tag, without escapes."""
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}


def text_in(markup: str) -> str:
    """Return the text of HTML."""
    return html.unescape(MARK.sub("", markup)).strip()


def shows_something(markup: str) -> bool:
    """Tell whether HTML has text, pictures, frames or recordings."""
    return bool(text_in(markup)) or _SHOWN.search(markup) is not None
