"""The elements of HTML as they are written."""

import html
import re

#: How a tag goes on after its name. No more is looked at than what tags have, so that the time stays in proportion.
REST_OF_TAG = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,5000}+>"
#: A comment, or the tag of an element. What else begins with “<” is text.
MARK = re.compile(rf"<!--.*?-->|</?[a-zA-Z]{REST_OF_TAG}|</?[a-zA-Z][^<>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SHOWN = re.compile(r"<(?:img|iframe|video|audio|object|embed|hr)\b", re.I)


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes of a tag, without escapes."""
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}


def with_closed_comments(markup: str) -> str:
    """Return HTML in which a comment that does not end is text, so that it hides nothing."""
    end = markup.rfind("-->") + 3 if "-->" in markup else 0
    return markup[:end] + markup[end:].replace("<!--", "&lt;!--")


def text_in(markup: str) -> str:
    """Return the text of HTML."""
    return html.unescape(MARK.sub("", markup)).strip()


def shows_something(markup: str) -> bool:
    """Tell whether HTML has text, pictures, frames or recordings."""
    return bool(text_in(markup)) or _SHOWN.search(markup) is not None
