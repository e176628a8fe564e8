"""Reads documents of Word, and those that Google Docs and LibreOffice save in its format (.docx)."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from arrivals.contents.embedded_files import EmbeddedFiles
from arrivals.contents.safe_html import read_html
from arrivals.documents.captions import join_captions
from arrivals.documents.converted import Converted
from arrivals.documents.word_package import Package, plain_package
from arrivals.safety.archives import Archive, file_in_archive
from arrivals.sources.source import SourceError

STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Author'] => p.byline:fresh
p[style-name='Byline'] => p.byline:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Quotation'] => blockquote > p:fresh
r[style-name='Emphasis'] => em
r[style-name='Intense Emphasis'] => em > strong
u =>
"""
SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/svg+xml": ".svg",
    "image/tiff": ".tiff",
    "image/bmp": ".bmp",
}
#: What is counted, and how it is said of one and of several.
_SENTENCES = {
    "comment": ("1 comment is not taken over.", "{} comments are not taken over."),
    "deletion": ("1 tracked deletion is left out.", "{} tracked deletions are left out."),
    "insertion": ("1 tracked insertion is taken over as text.", "{} tracked insertions are taken over as text."),
    "hidden": ("1 hidden text is left out.", "{} hidden texts are left out."),
    "drawing": ("1 drawing or chart is not taken over.", "{} drawings or charts are not taken over."),
    "vector": (
        "1 picture is in a format of Windows that browsers do not show. Add it as PNG or JPEG.",
        "{} pictures are in formats of Windows that browsers do not show. Add them as PNG or JPEG.",
    ),
    "linked": (
        "1 picture is only linked, and not in the document. Add it by hand.",
        "{} pictures are only linked, and not in the document. Add them by hand.",
    ),
    "missing": (
        "1 picture is missing in the document, or too large.",
        "{} pictures are missing in the document, or too large.",
    ),
    "formula": ("1 formula is taken over as plain text.", "{} formulas are taken over as plain text."),
    "other_document": (
        "1 document inside the document is not taken over.",
        "{} documents inside the document are not taken over.",
    ),
}


def read_word_document(path: Path) -> Converted:
    """Return a document of Word as HTML. Raise ``SourceError`` if it cannot be read, or is made to do harm."""
    with Archive(path) as archive:
        package = plain_package(archive)
    # Loaded here: most processes never convert a document, and it takes memory.
    import mammoth

    pictures = _Pictures(path)
    try:
        result = mammoth.convert_to_html(
            package.file,
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(pictures.of_converter),
        )
    except Exception as error:  # the converter trusts its input, and fails in many ways where that is broken
        message = f"{path.name} is damaged, or no text document. Open it in Word, save it again, and try once more."
        raise SourceError(message) from error
    body = read_html(result.value)
    _write_notes(body)
    join_captions(body)
    return Converted(
        html=str(body),
        fallback={name: package.properties.get(name, "") for name in ("title", "creator")},
        files=pictures.files,
        notes=list(_notes(package)),
    )


class _Pictures(EmbeddedFiles):
    """Takes the pictures that the converter finds, out of the original package."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def of_converter(self, image: Any) -> dict[str, str]:
        """Return the attributes of an ``img`` element for a picture."""
        with image.open() as stream:
            member = stream.read().decode()
        alternative = " ".join((image.alt_text or "").split())
        opener = partial(file_in_archive, self._path, member)
        return {"src": self.take(opener, SUFFIXES.get(image.content_type, ""), alternative), "alt": alternative}


def _write_notes(body: BeautifulSoup) -> None:
    """Write footnotes and endnotes as paragraphs that begin with their number: no list before them takes them."""
    back = [link for link in body.find_all("a") if link.get_text() == "↑" and "#" in str(link.get("href"))]
    for link in back:
        link.extract()
    for notes in body.find_all("ol", recursive=False):
        items = notes.find_all("li", recursive=False)
        if not items or not all(str(item.get("id", "")).startswith(("footnote-", "endnote-")) for item in items):
            continue
        for number, item in enumerate(items, 1):
            _number(body, item, number)
            item.unwrap()
        notes.unwrap()


def _number(body: BeautifulSoup, item: Tag, number: int) -> None:
    first = next((child for child in item.children if isinstance(child, Tag)), None)
    if first is None or first.name != "p":
        first = body.new_tag("p")
        item.insert(0, first)
    text = next(first.strings, None)
    if text is not None:
        text.replace_with(text.lstrip())
    first.insert(0, f"[{number}] ")


def _notes(package: Package) -> Iterator[str]:
    yield from count_sentences(package.counts)
    for text in package.margins:
        yield f"A header or footer is not taken over: “{text[:200]}”."


def count_sentences(counts: Counter[str]) -> Iterator[str]:
    """Yield a sentence for each thing that was counted."""
    for name, (one, many) in _SENTENCES.items():
        if count := counts[name]:
            yield one if count == 1 else many.format(count)
