"""Finds shortcodes in a text: ``[name key="value"]enclosed text[/name]``."""

import html
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from arrivals.wordpress.stored_text.elements import MARK

#: The longest tag of a shortcode. Old captions are attributes.
_LONGEST = 5000
_BEGINNING = re.compile(r"\[(\[?)(/?)([A-Za-z][\w-]*)(?=[\s=\]/])")
_ATTRIBUTE = re.compile(
    r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|[“”″]([^“”″]*)[“”″]|([^\s'\"]+))|\"([^\"]*)\"|'([^']*)'|(\S+)"
)
_CURLY = (("&#8221;", '"'), ("&#8220;", '"'), ("&#8243;", '"'), ("&quot;", '"'), ("&#8217;", "'"), ("&#8242;", "'"))


@dataclass
class ShortcodeTag:
    """A tag of a shortcode as it is written, or, without a name, text or HTML that is none."""

    written: str
    name: str = ""
    ends: bool = False
    is_closed: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    #: Values without a name.
    values: list[str] = field(default_factory=list)

    @property
    def first_value(self) -> str:
        """The first value without a name, or ``""``."""
        return self.values[0] if self.values else ""


def shortcode_tags(text: str) -> Iterator[ShortcodeTag]:
    """Yield the tags in a text and what is between them, in order. Those in HTML tags and comments are none."""
    place = 0
    for mark in MARK.finditer(text):
        # A tag of HTML may be inside that of a shortcode.
        if mark.start() < place:
            continue
        place = yield from _in_text(text, place, mark.start())
        if mark.start() >= place:
            yield ShortcodeTag(mark[0])
            place = mark.end()
    yield from _in_text(text, place, len(text))


def _in_text(text: str, place: int, end: int) -> Generator[ShortcodeTag, None, int]:
    """Yield what is in a part of a text; return where the last of it ends, which may be after the part."""
    while place < end:
        found = _BEGINNING.search(text, place, end + 1)
        stop = _end_of_tag(text, found.end()) if found and found.start() < end else None
        if found is None or found.start() >= end:
            break
        if stop is None:
            yield ShortcodeTag(text[place : found.end()])
            place = found.end()
            continue
        if found.start() > place:
            yield ShortcodeTag(text[place : found.start()])
        place = stop
        if found[1] and text.startswith("]", stop):
            # Two brackets are how authors write about shortcodes.
            place += 1
            yield ShortcodeTag(text[found.start() + 1 : stop])
            continue
        if found[1]:
            yield ShortcodeTag("[")
        yield _tag(text[found.start() + len(found[1]) : stop], found[3], bool(found[2]), text[found.end() : stop - 1])
    if place < end:
        yield ShortcodeTag(text[place:end])
        place = end
    return place


def _end_of_tag(text: str, place: int) -> int | None:
    """Return where the tag ends whose name ends at ``place``, or ``None`` if it does not end."""
    quote = ""
    for position in range(place, min(len(text), place + _LONGEST)):
        character = text[position]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and text[position - 1] == "=":
            quote = character
        elif character == "]":
            return position + 1
        elif character == "[":
            return None
    return None


def _tag(written: str, name: str, ends: bool, content: str) -> ShortcodeTag:
    tag = ShortcodeTag(written, name, ends, is_closed=content.endswith("/"))
    content = content.removesuffix("/").strip()
    for curly, straight in _CURLY:
        content = content.replace(curly, straight)
    if content.startswith("="):
        # As in `[youtube=https://…]`.
        content = content[1:]
        tag.values = [content.strip(" \"'")]
        return tag
    for key, *rest in _ATTRIBUTE.findall(content):
        value = "".join(rest)
        if key:
            tag.attributes[key.lower()] = value
        else:
            tag.values.append(html.unescape(value))
    return tag
