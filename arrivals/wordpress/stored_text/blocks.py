"""Makes HTML of texts that were written as blocks."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from arrivals.wordpress.stored_text.block_marks import BlockMark, block_marks
from arrivals.wordpress.stored_text.elements import shows_something
from arrivals.wordpress.stored_text.galleries import even_gallery, figure_of
from arrivals.wordpress.stored_text.notes import Notes

#: Blocks without content that show nothing, or what has been taken over by other means.
_SILENT = frozenset({"core/more", "core/nextpage", "core/spacer", "core/separator", "core/post-title", "core/freeform"})
#: Blocks of plugins that repeat what is in the fields of an event.
_SILENT_PLUGINS = ("tribe/",)
#: Nested deeper, blocks are read as what is in them.
_DEEPEST = 100


@dataclass
class _Open:
    mark: BlockMark
    start: int


class Blocks:
    """Reads the blocks of one post.

    ``classic`` makes paragraphs of what stands between blocks, ``reusable`` returns the HTML of the block with an ID or
    ``None``, and ``footnotes`` is the custom field of that name.
    """

    def __init__(
        self, notes: Notes, classic: Callable[[str], str], reusable: Callable[[int], str | None], footnotes: str
    ) -> None:
        self._notes = notes
        self._classic = classic
        self._reusable = reusable
        self._footnotes = footnotes

    def html(self, text: str) -> str:
        """Return the HTML of a text."""
        written: list[str] = []
        open_marks: list[_Open] = []
        for mark in block_marks(text):
            if not mark.name:
                written.append(mark.html if open_marks else self._between(mark.html))
            elif mark.is_empty:
                written.append(self._shown(mark, ""))
            elif not mark.ends:
                if len(open_marks) < _DEEPEST:
                    open_marks.append(_Open(mark, len(written)))
            elif any(known.mark.name == mark.name for known in open_marks):
                while (known := open_marks.pop()).mark.name != mark.name:
                    pass
                inner = "".join(written[known.start :])
                del written[known.start :]
                written.append(self._shown(known.mark, inner))
        return "".join(written)

    def _between(self, text: str) -> str:
        return self._classic(text) if shows_something(text) else text

    def _shown(self, mark: BlockMark, inner: str) -> str:
        name, attributes = mark.name, mark.attributes
        if name == "core/block":
            return self._reusable_block(attributes)
        if name == "core/footnotes":
            return self._footnote_list()
        if name == "core/gallery":
            return even_gallery(inner)
        if name == "core/freeform":
            return self._classic(inner)
        if name == "core/cover":
            return _background(attributes, inner) + inner
        if (name == "core/embed" or name.startswith("core-embed/")) and not shows_something(inner):
            return figure_of(escape(_address(attributes)), name="embed")
        if (
            not shows_something(inner)
            and mark.is_empty
            and name not in _SILENT
            and not name.startswith(_SILENT_PLUGINS)
        ):
            self._notes.block(name)
        return inner

    def _reusable_block(self, attributes: dict[str, Any]) -> str:
        number = attributes.get("ref")
        html = self._reusable(number) if isinstance(number, int) else None
        if html is None:
            self._notes.add("A block that several posts share is left out: the file does not contain it.")
        return html or ""

    def _footnote_list(self) -> str:
        try:
            notes = json.loads(self._footnotes) if self._footnotes else []
        except (ValueError, RecursionError):
            notes = []
        texts = [str(note.get("content", "")) for note in notes if isinstance(note, dict)]
        if not texts:
            self._notes.add("The texts of the footnotes are left out: the file does not contain them.")
            return ""
        return f'<ol class="wp-block-footnotes">{"".join(f"<li>{text}</li>" for text in texts)}</ol>'


def _address(attributes: dict[str, Any]) -> str:
    address = attributes.get("url")
    return address if isinstance(address, str) and re.match(r"https?://\S+$", address) else ""


def _background(attributes: dict[str, Any], inner: str) -> str:
    """Return the picture behind a cover, which old ones have in their style alone."""
    address = _address(attributes)
    if not address or re.search(r"<(?:img|video)\b", inner):
        return ""
    return figure_of(f'<img src="{escape(address)}" alt="">')
