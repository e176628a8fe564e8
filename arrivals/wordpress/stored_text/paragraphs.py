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
#: No text nests more formats; those in it are not taken into the next paragraph.
_MOST_FORMATS = 50
#: How far back the beginning of a block is looked for when it ends.
_MOST_BLOCKS = 200
_SPACES = " \t\u00a0"
_BREAK = re.compile(r"<br\s*/?>\n?", re.I)
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


def _split_at_empty_lines(text: str) -> list[str]:
    """Return the parts of a text between empty lines, without spaces around line breaks."""
    first, *others = text.split("\n")
    if not others:
        return [text]
    lines = [first.rstrip(_SPACES), *(line.strip(_SPACES) for line in others[:-1]), others[-1].lstrip(_SPACES)]
    parts: list[list[str]] = [[lines[0]]]
    for line in lines[1:-1]:
        if line:
            parts[-1].append(line)
        elif parts[-1] or len(parts) == 1:
            parts.append([])
    parts[-1].append(lines[-1])
    return ["\n".join(part) for part in parts]


class _Writer:
    def __init__(self) -> None:
        self.written: list[str] = []
        self._line: list[str] = []
        #: Whether the line has text, or shows something else.
        self._shows = False
        #: Elements inside the paragraph that are open, by name and tag.
        self._formats: list[tuple[str, str]] = []
        self._blocks: list[str] = []
        #: The element whose content stays as it is, and how often it is nested.
        self._verbatim, self._depth = "", 0
        self._opening = "<p>"

    def text(self, text: str) -> None:
        """Write text: each empty line in it ends a paragraph."""
        if self._verbatim:
            self._add(text)
            return
        first, *others = _split_at_empty_lines(text)
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
            self._add(tag)
            if name == self._verbatim:
                self._depth += -1 if ends else 1
            if not self._depth:
                self._end_verbatim()
        elif name in _VERBATIM and not ends and not tag.endswith("/>"):
            if name in _BLOCKS:
                self.end_paragraph()
            self._verbatim, self._depth = name, 1
            self._add(tag)
        elif name in _BLOCKS:
            self._block_tag(name, tag, ends)
        elif name in _VOID or tag.endswith("/>"):
            self._add(tag)
        else:
            self._format_tag(name, tag, ends)

    def comment(self, comment: str) -> None:
        """Write a comment: between paragraphs, if no paragraph has begun."""
        if self._verbatim or self._shows:
            self._line.append(comment)
        else:
            self.written.append(comment)

    def end_paragraph(self) -> None:
        """End the paragraph, if there is one. What has no text and shows nothing is in none."""
        closing = "".join(f"</{name}>" for name, _ in reversed(self._formats))
        content = without_break("".join(self._line)) + closing
        if self._shows:
            is_bare = bool(self._blocks) and self._blocks[-1] in _TEXT_BLOCKS
            self.written.append(content if is_bare else f"{self._opening}{content}</p>\n")
        self._begin_line()

    def _begin_line(self) -> None:
        self._line = [tag for _, tag in self._formats]
        self._shows = False
        self._opening = "<p>"

    def _add(self, markup: str) -> None:
        self._line.append(markup)
        self._shows = self._shows or shows_something(markup)

    def _end_verbatim(self) -> None:
        name, self._verbatim = self._verbatim, ""
        if name in _BLOCKS:
            self.written += self._line
            self._begin_line()

    def _end_at_empty_line(self) -> None:
        if self._blocks and self._blocks[-1] in _TEXT_BLOCKS:
            self._line.append("<br />")
        elif self._shows:
            self.end_paragraph()

    def _add_lines(self, text: str) -> None:
        if not self._shows or _BREAK.match(self._line[-1]):
            text = text.lstrip(_SPACES + "\n")
        for place, line in enumerate(text.split("\n")):
            if place:
                self._line.append("<br />\n")
            if line:
                self._add(line)

    def _block_tag(self, name: str, tag: str, ends: bool) -> None:
        self.end_paragraph()
        if name == "p":
            # No format goes on after the end of a paragraph that the author has marked.
            if ends:
                self._formats = []
                self._begin_line()
            else:
                self._opening = tag
            return
        self.written.append(tag)
        if name in _VOID or tag.endswith("/>"):
            return
        if not ends:
            self._blocks.append(name)
        elif name in self._blocks[-_MOST_BLOCKS:]:
            while self._blocks.pop() != name:
                pass

    def _format_tag(self, name: str, tag: str, ends: bool) -> None:
        if not ends:
            if len(self._formats) < _MOST_FORMATS:
                self._formats.append((name, tag))
                self._line.append(tag)
        elif any(name == known for known, _ in self._formats):
            self._line.append(tag)
            last = max(place for place, (known, _) in enumerate(self._formats) if known == name)
            del self._formats[last]


def without_break(content: str) -> str:
    """Return the content of a paragraph without line breaks at its end."""
    content = content.rstrip(_SPACES + "\n")
    while content.endswith(("<br />", "<br>", "<br/>")):
        content = content[: content.rindex("<br")].rstrip(_SPACES + "\n")
    return content
