"""The formats of documents."""

from collections.abc import Callable
from pathlib import Path

from arrivals.documents.converted import Converted
from arrivals.documents.document_reader import DocumentReader
from arrivals.documents.markdown_document import read_markdown
from arrivals.documents.web_page import read_web_page
from arrivals.documents.word_document import read_word_document
from arrivals.documents.zipped_page import read_zipped_page
from arrivals.safety.bounds import check_size
from arrivals.sources.source import ReadOptions, Source, SourceError

_NO_PDF = "A PDF has lines and no paragraphs. Ask for the document that it was made of, and save that as .docx."
#: Formats that cannot be read, and what to do instead.
_OTHER_FORMATS = {
    ".doc": "Open it in Word and save it as a Word document (.docx).",
    ".docm": "Open it in Word and save it as a Word document without macros (.docx).",
    ".rtf": "Open it in Word and save it as a Word document (.docx).",
    ".odt": "Open it in LibreOffice and save it as a Word document (.docx).",
    ".pages": "Open it in Pages and export it to Word (.docx).",
    ".pdf": _NO_PDF,
    ".gdoc": "It is only a link. Open it in Google Docs and download it as a Word document (.docx).",
}
#: How files begin that have the wrong ending: PDF, and the container of Word before 2007, which also holds encrypted
#: documents of the newer format ([MS-CFB]).
_PDF, _OLD_WORD = b"%PDF", b"\xd0\xcf\x11\xe0"


def _reader(convert: Callable[[Path], Converted]) -> Callable[[Path, ReadOptions], DocumentReader]:
    def read(path: Path, options: ReadOptions) -> DocumentReader:
        """Raise ``SourceError`` if the file is not of this format, is damaged, or made to do harm."""
        check_size(path)
        with path.open("rb") as stream:
            beginning = stream.read(8)
        if beginning.startswith(_OLD_WORD):
            raise SourceError(
                f"{path.name} is protected by a password, or of a format before Word 2007. "
                "Open it in Word and save it as a Word document (.docx) without a password."
            )
        if beginning.startswith(_PDF):
            raise SourceError(f"{path.name} is a PDF. {_NO_PDF}")
        return DocumentReader(path, convert(path))

    return read


WORD = Source(
    name="word",
    label="Word document (from Google Docs, too)",
    suffixes=(".docx",),
    other_suffixes=_OTHER_FORMATS,
    read=_reader(read_word_document),
    holds_one_page=True,
)
MARKDOWN = Source(
    name="markdown",
    label="Markdown",
    suffixes=(".md", ".markdown"),
    other_suffixes={".txt": "Rename it to .md if empty lines separate its paragraphs."},
    read=_reader(read_markdown),
    holds_one_page=True,
)
HTML = Source(
    name="html", label="Web page", suffixes=(".html", ".htm"), read=_reader(read_web_page), holds_one_page=True
)
ZIPPED_HTML = Source(
    name="zipped_html",
    label="Web page or Markdown with its pictures",
    suffixes=(".zip",),
    read=_reader(read_zipped_page),
    holds_one_page=True,
)
