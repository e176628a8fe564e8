"""The parts of a text from elsewhere, pasted or imported.

Block types make blocks of them (``EditorBlockType.from_part``).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class TextPart:
    """Paragraphs and lists: rich text as it is stored, with the elements ``p ul ol li b i s sup sub a br``."""

    html: str


@dataclass(frozen=True)
class HeadingPart:
    """A heading. Level 2 is the highest below the title of the page."""

    text: str
    level: int


@dataclass(frozen=True)
class QuotePart:
    """A quotation; its paragraphs are separated by empty lines. ``source_url`` is where it is from."""

    text: str
    attribution: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class TablePart:
    """A table of plain texts. All rows have the same length."""

    rows: tuple[tuple[str, ...], ...]
    has_header: bool
    caption: str = ""


@dataclass(frozen=True)
class PicturePart:
    """A picture: the address of its file and, once it is in the library, the key of the image there.

    ``decorative`` is whether people who cannot see it miss nothing.
    """

    source: str
    alternative_text: str = ""
    caption: str = ""
    image: int | None = None
    decorative: bool = False


@dataclass(frozen=True)
class GalleryPart:
    """Several pictures that are shown together."""

    pictures: tuple[PicturePart, ...]


@dataclass(frozen=True)
class EmbedPart:
    """A video, a recording or a post on another site, by its address there."""

    url: str
    title: str = ""


@dataclass(frozen=True)
class FilePart:
    """A file to download: its address and, once it is in the library, the key of the document there."""

    source: str
    label: str = ""
    document: int | None = None


@dataclass(frozen=True)
class ButtonPart:
    """A link that looks like a button; ``page`` is the key of the page of this site that it leads to, if any."""

    url: str
    label: str
    page: int | None = None


Part = TextPart | HeadingPart | QuotePart | TablePart | PicturePart | GalleryPart | EmbedPart | FilePart | ButtonPart
#: What can be pasted: the other parts are files, which have to be fetched from elsewhere.
TEXT_PARTS: frozenset[type] = frozenset({TextPart, HeadingPart, QuotePart, TablePart})
ALL_PARTS: frozenset[type] = TEXT_PARTS | {PicturePart, GalleryPart, EmbedPart, FilePart, ButtonPart}
