"""The parts of a pasted text, which block types turn into blocks (``EditorBlockType.from_pasted``)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PastedText:
    """Paragraphs and lists: rich text as it is stored, with the elements ``p ul ol li b i s sup sub a br``."""

    html: str


@dataclass(frozen=True)
class PastedHeading:
    """A heading. Level 2 is the highest below the title of the page."""

    text: str
    level: int


@dataclass(frozen=True)
class PastedQuote:
    """A quotation; its paragraphs are separated by empty lines."""

    text: str


@dataclass(frozen=True)
class PastedTable:
    """A table of plain texts. All rows have the same length."""

    rows: tuple[tuple[str, ...], ...]
    has_header: bool


PastedPart = PastedText | PastedHeading | PastedQuote | PastedTable
