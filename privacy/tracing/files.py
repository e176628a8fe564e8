"""Looks into the uploads: their names, what cameras and programs wrote into them, and the texts of documents."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from privacy.matching.spellings import Spellings
from privacy.tracing.database import Searched, Show
from privacy.tracing.trace import Trace

#: Of a larger file only the name is looked at, and of what a file unpacks to, as much.
MOST_BYTES = 64 * 1024 * 1024
#: What has texts in a package, such as an Office document, an e-book or an archive of this CMS.
_PACKED_TEXTS = (".xml", ".rels", ".html", ".xhtml", ".txt", ".json", ".jsonl", ".csv", ".md")
_TAG = re.compile(r"<[^>]*>")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
#: Texts in the operators of a PDF, ``(Ada) -20 (Writer)``, whose parts are written one after the other.
_SHOWN = re.compile(r"\(((?:[^()\\]|\\.)*)\)")


def traces_in_files(spellings: Spellings, searched: Searched, show: Show = lambda line: None) -> Iterator[Trace]:
    """Yield each upload whose name or content names the person, with the image or document that has it, if any."""
    for path in all_files():
        searched.files += 1
        show(f"Searching uploads: {searched.files:,} files so far")
        if found := spellings.find(path):
            yield _trace(path, "name", spellings.excerpt(path, found[0]))
        excerpt = _excerpt_of_content(path, spellings, searched)
        if excerpt:
            yield _trace(path, "content", excerpt)


def all_files(folder: str = "") -> Iterator[str]:
    """Yield the paths of all files in the storage of uploads."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from all_files(f"{folder}/{name}" if folder else name)


def row_of_file(path: str) -> Model | None:
    """Return the image or document that has a file."""
    for model in (get_image_model(), get_document_model()):
        if (row := model._default_manager.filter(file=path).first()) is not None:
            return row
    return None


def _trace(path: str, column: str, excerpt: str) -> Trace:
    return Trace("file", path, column, excerpt)


def _excerpt_of_content(path: str, spellings: Spellings, searched: Searched) -> str:
    try:
        if default_storage.size(path) > MOST_BYTES:
            searched.unread += 1
            searched.names_unread.append(path)
            return ""
        with default_storage.open(path) as file:
            data = file.read()
    except OSError:
        searched.unread += 1
        searched.names_unread.append(path)
        return ""
    for text in texts_of(data, spellings.probes):
        if found := spellings.find(text):
            return spellings.excerpt(text, found[0])
    return ""


def texts_of(data: bytes, probes: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield what a file may say: as it is in several encodings, and unpacked if it is an Office document or a PDF.

    Only parts that have one of the ``probes``, letters of ASCII, are decoded, if there are any.
    """
    yield from _decoded(data, probes)
    if data.startswith(b"PK"):
        yield from _in_package(data)
    elif data.startswith(b"%PDF"):
        yield from _in_pdf(data)


def _decoded(data: bytes, probes: tuple[str, ...]) -> Iterator[str]:
    lowered = data.lower()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
        if not probes or any(probe.encode(encoding) in lowered for probe in probes):
            yield data.decode(encoding, "replace")
            if encoding.startswith("utf-16"):
                # The text may begin at any byte.
                yield data[1:].decode(encoding, "replace")


def _in_package(data: bytes) -> Iterator[str]:
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for entry in package.infolist():
                yield entry.filename
                if entry.file_size > left or not entry.filename.lower().endswith(_PACKED_TEXTS):
                    continue
                left -= entry.file_size
                text = package.read(entry).decode("utf-8", "replace")
                yield text
                # A word can be in several runs, each in a tag of its own.
                yield _TAG.sub("", text)
                yield _TAG.sub(" ", text)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError):
        return


def _in_pdf(data: bytes) -> Iterator[str]:
    left = MOST_BYTES
    for stream in _STREAM.finditer(data):
        unpacker: Any = zlib.decompressobj()
        try:
            text = unpacker.decompress(stream[1], left).decode("latin-1")
        except zlib.error:
            continue
        left -= len(text)
        yield text
        yield "".join(_SHOWN.findall(text))
        if left <= 0:
            return
