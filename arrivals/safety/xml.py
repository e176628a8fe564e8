"""Reads XML of unknown origin as a stream."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from arrivals.sources.source import SourceError

#: How deep elements may be nested.
DEEPEST = 100
#: How many characters one element that is asked for may hold, with everything in it.
LONGEST = 32 * 2**20
_CHUNK = 2**16
#: What XML 1.0 (2.2) forbids, in encodings that agree with ASCII: control characters, U+FFFE and U+FFFF, as such or by
#: their numbers.
_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]"
    rb"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]));",
    re.I,
)
#: The longest beginning of any of these that another chunk may end.
_LONGEST_FORBIDDEN = 16
_WIDE_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@dataclass(slots=True)
class XmlElement:
    """An element with what is in it. Names are those of the file, with their prefix, whatever it stands for."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list["XmlElement"] = field(default_factory=list)

    def text_of(self, name: str) -> str:
        """Return the text of the first child of a name, or ``""``."""
        return next((child.text for child in self.children if child.name == name), "")

    def all_of(self, name: str) -> Iterator["XmlElement"]:
        """Yield the children of a name."""
        return (child for child in self.children if child.name == name)


@dataclass
class Mending:
    """How many characters were dropped because XML forbids them."""

    dropped: int = 0


def read_elements(
    path: Path, names: Collection[str], *, empty: Collection[str] = (), mending: Mending | None = None
) -> Iterator[XmlElement]:
    """Yield each element of one of the ``names`` that is in no other of them, when it is read.

    What is in elements named in ``empty`` is passed over. Memory holds one such element at a time. Characters that XML
    forbids are dropped and counted in ``mending``. Raise ``SourceError``, which says where, if the file is not
    well-formed, defines entities, or is nested too deep or has too long elements.
    """
    builder = _Builder(path.name, names, empty)
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(builder)
    builder.setDocumentLocator(parser)
    try:
        # Otherwise an empty file would be none to the parser.
        parser.feed(b"")
        with path.open("rb") as file:
            for chunk in _mended(file, mending or Mending()):
                parser.feed(chunk)
                builder.count(len(chunk))
                yield from builder.take()
            parser.close()
    except DefusedXmlException:
        raise SourceError(
            f"{path.name} defines entities or a document type, as attacks do and exports never: it is not read."
        ) from None
    except SAXParseException as error:
        raise SourceError(_sentence(path.name, error)) from None
    except (LookupError, ValueError):
        raise SourceError(f"{path.name} says that it is in an encoding that is not known.") from None
    yield from builder.take()


def _sentence(name: str, error: SAXParseException) -> str:
    where = f"line {error.getLineNumber():,}, column {(error.getColumnNumber() or 0) + 1:,}"
    if error.getMessage() in ("no element found", "unclosed CDATA section", "unclosed token"):
        return f"{name} ends in the middle of its content ({where}): export it again. ({error.getMessage()})"
    return f"{name} is not well-formed XML at {where}: {error.getMessage()}."


def _mended(file: BinaryIO, mending: Mending) -> Iterator[bytes]:
    """Yield the content of a file without what XML forbids, and without empty lines before its beginning."""
    chunk = file.read(_CHUNK)
    if chunk.startswith(_WIDE_ENCODINGS):
        while chunk:
            yield chunk
            chunk = file.read(_CHUNK)
        return
    chunk = chunk.removeprefix(b"\xef\xbb\xbf").lstrip()
    kept = b""
    while chunk:
        chunk = kept + chunk
        more = file.read(_CHUNK)
        kept = b""
        if more and (start := _unfinished(chunk)) is not None:
            chunk, kept = chunk[:start], chunk[start:]
        clean, dropped = _FORBIDDEN.subn(b"", chunk)
        mending.dropped += dropped
        yield clean
        chunk = more
    if kept:
        yield kept


def _unfinished(chunk: bytes) -> int | None:
    """Return where something at the end of a chunk begins that the next one may make a forbidden character."""
    begins = [chunk.rfind(start, -_LONGEST_FORBIDDEN) for start in (b"&", b"\xef")]
    found = max(begins)
    return None if found < 0 else found


class _Builder(ContentHandler):
    """Makes elements of what the parser reports."""

    def __init__(self, file_name: str, names: Collection[str], empty: Collection[str]) -> None:
        super().__init__()
        self._file_name = file_name
        self._names, self._empty = frozenset(names), frozenset(empty)
        self._locator: Locator | None = None
        self._depth = 0
        self._open: list[XmlElement] = []
        self._texts: list[list[str]] = []
        #: At which depth what is passed over begins, or 0.
        self._passed_over = 0
        self._length = 0
        self._silent = 0
        self._done: list[XmlElement] = []

    def take(self) -> list[XmlElement]:
        """Return the elements that were finished since the last time."""
        done, self._done = self._done, []
        return done

    def count(self, size: int) -> None:
        """Count bytes that were read, and refuse a mark that does not end."""
        self._silent += size
        if self._silent > LONGEST:
            raise SourceError(f"{self._file_name} has a mark of more than {LONGEST // 2**20} MB{self._where()}.")

    def setDocumentLocator(self, locator: Locator) -> None:
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self._silent = 0
        self._depth += 1
        if self._depth > DEEPEST:
            raise SourceError(f"{self._file_name} nests more than {DEEPEST} elements{self._where()}.")
        if self._passed_over or not (self._open or name in self._names):
            return
        element = XmlElement(name, dict(attrs.items()))
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._length = 0
        self._measure(sum(map(len, element.attributes.values())) + len(name))
        if name in self._empty:
            self._passed_over = self._depth
        else:
            self._open.append(element)
            self._texts.append([])

    def endElement(self, name: str) -> None:
        self._silent = 0
        self._depth -= 1
        if self._passed_over:
            if self._depth < self._passed_over:
                self._passed_over = 0
        elif self._open:
            element = self._open.pop()
            element.text = "".join(self._texts.pop())
            if not self._open:
                self._done.append(element)

    def characters(self, content: str) -> None:
        self._silent = 0
        if self._open and not self._passed_over:
            self._measure(len(content))
            self._texts[-1].append(content)

    def _measure(self, length: int) -> None:
        self._length += length
        if self._length > LONGEST:
            raise SourceError(
                f"{self._file_name} has a “{self._open[0].name}” of more than {LONGEST // 2**20} MB{self._where()}."
            )

    def _where(self) -> str:
        return f" near line {self._locator.getLineNumber():,}" if self._locator else ""
