"""The formats of documents."""

from collections.abc import Callable, Mapping
from pathlib import Path

from arrivals.documents.converted import Converted
from arrivals.documents.document_reader import DocumentReader
from arrivals.documents.markdown_document import read_markdown
from arrivals.documents.web_page import read_web_page
from arrivals.documents.word_document import read_word_document
from arrivals.documents.zipped_page import read_zipped_page
from arrivals.safety.bounds import check_size
from arrivals.sources.source import ReadOptions, Source, SourceError

_FORMATS: Mapping[str, Callable[[Path], Converted]] = {
    ".docx": read_word_document,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".zip": read_zipped_page,
}
#: Formats that cannot be read, and what to do instead.
_OTHER_FORMATS = {
    ".doc": "Open it in Word and save it as a Word document (.docx).",
    ".docm": "Open it in Word and save it as a Word document without macros (.docx).",
    ".rtf": "Open it in Word and save it as a Word document (.docx).",
    ".odt": "Open it in LibreOffice and save it as a Word document (.docx).",
    ".pages": "Open it in Pages and export it to Word (.docx).",
    ".pdf": "A PDF has lines and no paragraphs. Ask for the document that it was made of, and save that as .docx.",
    ".gdoc": "It is only a link. Open it in Google Docs and download it as a Word document (.docx).",
    ".txt": "Rename it to .md if its paragraphs are separated by empty lines.",
}


def read_document(path: Path, options: ReadOptions) -> DocumentReader:
    """Return what reads a document. Raise ``SourceError`` if its format is not known, or the file is none of it."""
    suffix = path.suffix.lower()
    if suffix not in _FORMATS:
        known = f"Documents are read as {', '.join(sorted(_FORMATS))}."
        raise SourceError(f"{path.name} cannot be read. {_OTHER_FORMATS.get(suffix, known)}")
    check_size(path)
    with path.open("rb") as stream:
        beginning = stream.read(8)
    if suffix == ".docx" and beginning.startswith(b"\xd0\xcf\x11\xe0"):
        # The container of the older format, and of encrypted documents of the newer one ([MS-CFB]).
        raise SourceError(
            f"{path.name} is protected by a password, or of a format before Word 2007. "
            "Open it in Word and save it as a Word document (.docx) without a password."
        )
    if beginning.startswith(b"%PDF"):
        raise SourceError(f"{path.name} is a PDF. {_OTHER_FORMATS['.pdf']}")
    return DocumentReader(path, _FORMATS[suffix](path))


DOCUMENT = Source(
    name="document",
    label="Document: Word, Google Docs, Markdown or web page",
    suffixes=tuple(_FORMATS),
    read=read_document,
    holds_one_page=True,
)
