"""Makes paragraphs of the texts of the classic editor, in which empty lines separate them.

What WordPress does when it shows such a text (``wpautop``): an empty line ends a paragraph, another end of a line
breaks it, elements of blocks are in no paragraph.
"""

import re
from collections.abc import Iterator

from arrivals.wordpress.stored_text.elements import MARK, shows_something


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "address article aside audio blockquote body caption center col colgroup dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main map math menu nav noscript "
    "ol option p pre section select summary svg table tbody td tfoot th thead tr ul video"
)
#: Elements whose text is in no paragraph of its own.
_TEXT_BLOCKS = _names("address caption dd dt figcaption figure h1 h2 h3 h4 h5 h6 legend li summary td th")
#: Elements in which ends of lines mean nothing, or what they say in themselves.
_VERBATIM = _names("audio iframe math noscript object pre script select style svg textarea video")
_VOID = _names("area br col embed hr img input link meta param source track wbr")
_EMPTY_LINE = re.compile(r"[ \t\u00a0]*\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")


def with_paragraphs(text: str) -> str:
    """Return a text with its paragraphs as elements."""
    writer = _Writer()
    for mark, piece in _pieces(text.replace("\r\n", "\n").replace("\r", "\n")):
        if not mark:
            writer.text(piece)
        elif piece.startswith("<!--"):
            writer.comment(piece)
        else:
            writer.tag(piece)
    writer.end_paragraph()
    return "".join(writer.written)


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield tags and what is between them, each with whether it is a tag."""
    place = 0
    for found in MARK.finditer(text):
        if found.start() > place:
            yield False, text[place : found.start()]
        yield True, found[0]
        place = found.end()
    if place < len(text):
        yield False, text[place:]


class _Writer:
    def __init__(self) -> None:
        self.written: list[str] = []
        self._line: list[str] = []
        #: Elements inside the paragraph that are open, by name and tag.
        self._formats: list[tuple[str, str]] = []
        self._blocks: list[str] = []
        #: The element whose content stays as it is, and how often it is nested.
        self._verbatim, self._depth = "", 0
        self._opening = "<p>"

    def text(self, text: str) -> None:
        """Write text: each empty line in it ends a paragraph."""
        if self._verbatim:
            self._line.append(text)
            return
        first, *others = _EMPTY_LINE.split(text)
        self._add_lines(first)
        for other in others:
            self._end_at_empty_line()
            self._add_lines(other)

    def tag(self, tag: str) -> None:
        """Write a tag."""
        found = _NAME.match(tag)
        name = found[1].lower() if found else ""
        ends = tag.startswith("</")
        if self._verbatim:
            self._line.append(tag)
            if name == self._verbatim:
                self._depth += -1 if ends else 1
            if not self._depth:
                self._end_verbatim()
        elif name in _VERBATIM and not ends and not tag.endswith("/>"):
            if name in _BLOCKS:
                self.end_paragraph()
            self._verbatim, self._depth = name, 1
            self._line.append(tag)
        elif name in _BLOCKS:
            self._block_tag(name, tag, ends)
        elif name in _VOID or tag.endswith("/>"):
            self.inline(tag)
        else:
            self._format_tag(name, tag, ends)

    def inline(self, markup: str) -> None:
        """Write something inside a paragraph."""
        self._line.append(markup)

    def comment(self, comment: str) -> None:
        """Write a comment: between paragraphs, if no paragraph has begun."""
        if self._verbatim or shows_something("".join(self._line)):
            self._line.append(comment)
        else:
            self.written.append(comment)

    def end_paragraph(self) -> None:
        """End the paragraph, if there is one. What has no text and shows nothing is in none."""
        closing = "".join(f"</{name}>" for name, _ in reversed(self._formats))
        content = re.sub(r"(?:\s|<br\s*/?>)+$", "", "".join(self._line)) + closing
        if shows_something(content):
            is_bare = bool(self._blocks) and self._blocks[-1] in _TEXT_BLOCKS
            self.written.append(content if is_bare else f"{self._opening}{content}</p>\n")
        else:
            self.written += MARK.findall(content) if content.strip() else []
        self._line = [tag for _, tag in self._formats]
        self._opening = "<p>"

    def _end_verbatim(self) -> None:
        name, self._verbatim = self._verbatim, ""
        if name in _BLOCKS:
            self.written += self._line
            self._line = [tag for _, tag in self._formats]

    def _end_at_empty_line(self) -> None:
        if self._blocks and self._blocks[-1] in _TEXT_BLOCKS:
            self._line.append("<br />")
        elif shows_something("".join(self._line)):
            self.end_paragraph()

    def _add_lines(self, text: str) -> None:
        after_break = bool(self._line) and bool(re.match(r"<br\b", self._line[-1], re.I))
        if after_break or not shows_something("".join(self._line)):
            text = text.lstrip(" \t\n")
        if text:
            self._line.append(re.sub(r"[ \t]*\n[ \t]*", "<br />\n", text))

    def _block_tag(self, name: str, tag: str, ends: bool) -> None:
        # Formats do not go on after a block that stands in them, and a second end of them is harmless.
        self.end_paragraph()
        if name == "p":
            self._opening = "<p>" if ends else tag
            self._formats, self._line = ([], []) if ends else (self._formats, self._line)
            return
        self._opening = "<p>"
        self.written.append(tag)
        if name in _VOID or tag.endswith("/>"):
            return
        if not ends:
            self._blocks.append(name)
        elif name in self._blocks:
            while self._blocks.pop() != name:
                pass

    def _format_tag(self, name: str, tag: str, ends: bool) -> None:
        if not ends:
            self._formats.append((name, tag))
            self._line.append(tag)
        elif any(name == known for known, _ in self._formats):
            self._line.append(tag)
            last = max(place for place, (known, _) in enumerate(self._formats) if known == name)
            del self._formats[last]
