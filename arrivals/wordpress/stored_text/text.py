"""The text of a post."""

import re
from dataclasses import dataclass

from arrivals.wordpress.attachments import Attachments
from arrivals.wordpress.export import ExportedItem
from arrivals.wordpress.spool import Spool
from arrivals.wordpress.stored_text.block_marks import has_blocks
from arrivals.wordpress.stored_text.blocks import Blocks
from arrivals.wordpress.stored_text.elements import text_in, with_closed_comments
from arrivals.wordpress.stored_text.embeds import with_embedded_lines, with_embeds
from arrivals.wordpress.stored_text.notes import Notes
from arrivals.wordpress.stored_text.paragraphs import with_paragraphs, without_break
from arrivals.wordpress.stored_text.pictures import with_whole_pictures
from arrivals.wordpress.stored_text.shortcodes import Shortcodes

#: The longest opening, in characters: what is before “Read more” is one only if it is short.
LONGEST_OPENING = 600
_MORE = re.compile(r"<!--more(?:[ \t].*?)?-->", re.DOTALL)
_BREAKS = re.compile(r"\A(?:\s|<br\s*/?>)+")
#: What an opening may consist of. Everything else belongs to the text.
_OPENING = re.compile(r"(?:\s|<p[^>]*>(?:[^<]|</?(?:b|i|strong|em|a|br|span)\b[^>]*>)*</p>|<!--(?!more).*?-->)*")
_LEFT_OUT = (("script", "A script"), ("form", "A form"), ("object", "An object of a plugin of browsers"))
#: How many blocks that several posts share may be in each other.
_DEEPEST = 5


@dataclass(frozen=True)
class ArrivingText:
    """A text as HTML, its opening, and sentences about what is left out of it."""

    html: str
    opening: str
    notes: tuple[str, ...]


class Texts:
    """Reads the texts of posts."""

    def __init__(self, attachments: Attachments, spool: Spool) -> None:
        self._attachments = attachments
        self._spool = spool

    def read(self, item: ExportedItem, *, opens: bool = False) -> ArrivingText:
        """Return the text of a post. Only with ``opens``, what is before “Read more” may become its opening."""
        notes = Notes()
        html = self._html(item.content, item, notes, ())
        html = with_whole_pictures(html, self._attachments)
        opening, html = _opening(html) if opens else ("", html)
        for name, what in _LEFT_OUT:
            if re.search(rf"<{name}\b", html, re.I):
                notes.add(f"{what} is left out.")
        return ArrivingText(re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL).strip(), opening, notes.sentences())

    def _html(self, stored: str, item: ExportedItem, notes: Notes, inside: tuple[int, ...]) -> str:
        text = Shortcodes(self._attachments, item.id, notes).replaced(with_closed_comments(stored))
        if not has_blocks(text):
            return _classic(text)

        def reusable(number: int) -> str | None:
            block = self._spool.get(number)
            if block is None or block.post_type != "wp_block" or number in inside or len(inside) >= _DEEPEST:
                return None
            return self._html(block.content, item, notes, (*inside, number))

        return with_embeds(Blocks(notes, _classic, reusable, item.meta("footnotes")).html(text))


def _classic(text: str) -> str:
    return with_embeds(with_paragraphs(with_embedded_lines(text.replace("\r\n", "\n"))))


def _opening(html: str) -> tuple[str, str]:
    """Return the opening of a text and the rest, or ``""`` and all of it."""
    before, *after = _MORE.split(html, maxsplit=1)
    if not after or not text_in(before) or len(text_in(before)) > LONGEST_OPENING or not text_in(after[0]):
        return "", html
    # In a text of the classic editor, the mark is inside the paragraph that ends there.
    if before.count("<p") > before.count("</p>"):
        before, after = f"{without_break(before)}</p>", ["<p>" + _BREAKS.sub("", after[0])]
    return (before.strip(), after[0]) if _OPENING.fullmatch(before) else ("", html)
