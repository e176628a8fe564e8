"""Reads a web page or a Markdown file with its pictures in one ZIP file, as Google Docs downloads it."""

import posixpath
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote

from arrivals.contents.embedded_files import EmbeddedFiles
from arrivals.documents.converted import Converted
from arrivals.documents.markdown_document import convert_markdown
from arrivals.documents.pictures import take_pictures
from arrivals.documents.web_page import convert_web_page
from arrivals.safety.archives import Archive, file_in_archive
from arrivals.safety.text_files import LARGEST_TEXT
from arrivals.sources.source import SourceError

_CONVERTERS = {
    ".html": convert_web_page,
    ".htm": convert_web_page,
    ".md": convert_markdown,
    ".markdown": convert_markdown,
}


def read_zipped_page(path: Path) -> Converted:
    """Return the one page in an archive. Raise ``SourceError`` if there is none, or several, as ``Archive`` does."""
    with Archive(path) as archive:
        pages = [name for name in archive.names if PurePosixPath(name).suffix.lower() in _CONVERTERS]
        pages = [name for name in pages if not _is_hidden(name)]
        if len(pages) != 1:
            held = f"{len(pages)} pages" if pages else "no page"
            raise SourceError(f"{path.name} holds {held}. Give each page a ZIP file of its own, with its pictures.")
        page = PurePosixPath(pages[0])
        converted = _CONVERTERS[page.suffix.lower()](archive.read(str(page), LARGEST_TEXT), page.name)
        names = {name for name in archive.names if not _is_hidden(name)}

    def open_picture(address: str) -> partial[BinaryIO] | None:
        name = posixpath.normpath(posixpath.join(str(page.parent), unquote(address.split("?")[0].split("#")[0])))
        return partial(file_in_archive, path, name) if name in names else None

    return take_pictures(converted, EmbeddedFiles(), open_picture)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
