"""Finds the pictures of a page: inside its text, beside it, or on the web."""

import base64
import binascii
import io
import re
from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote_to_bytes

from bs4 import Tag
from django.conf import settings

from arrivals.contents.embedded_files import EmbeddedFiles
from arrivals.contents.safe_html import read_html
from arrivals.documents.converted import Converted
from arrivals.sources.source import SourceError

Opener = Callable[[], BinaryIO]
_DATA = re.compile(
    r"data:image/(?P<kind>[\w.+-]+)(?:;[\w=.-]+)*?(?P<base64>;base64)?,(?P<content>.*)", re.I | re.DOTALL
)
_SUFFIXES = {"jpeg": ".jpg", "svg+xml": ".svg", "x-icon": ".ico"}
_ON_THE_WEB = ("http://", "https://", "//")


def take_pictures(
    converted: Converted, embedded: EmbeddedFiles, open_beside: Callable[[str], Opener | None] = lambda address: None
) -> Converted:
    """Return a document whose pictures are files that come with it, or on the web. Others are left out, and noted.

    ``open_beside`` returns what opens the file at a relative address, or ``None`` if there is no such file.
    """
    body = read_html(converted.html)
    notes = list(converted.notes)
    for image in body.find_all("img"):
        address = str(image.get("src", "")).strip()
        if address.startswith(_ON_THE_WEB) or any(address == file.address for file in converted.files):
            continue
        found = _inside(address) if address.lower().startswith("data:") else _beside(address, open_beside)
        if found is None:
            notes.append(_missing(image, address))
            image.extract()
            continue
        opener, suffix = found
        try:
            image["src"] = embedded.take(opener, suffix, " ".join(str(image.get("alt", "")).split()))
        except SourceError as error:
            notes.append(str(error))
            image.extract()
    files = [*converted.files, *embedded.files]
    return Converted(html=str(body), metadata=converted.metadata, fallback=converted.fallback, files=files, notes=notes)


def _beside(address: str, open_beside: Callable[[str], Opener | None]) -> tuple[Opener, str] | None:
    opener = open_beside(address) if address else None
    return None if opener is None else (opener, PurePosixPath(address.split("?")[0]).suffix)


def _inside(address: str) -> tuple[Opener, str] | None:
    """Return what opens a picture that is written into its address (RFC 2397)."""
    found = _DATA.fullmatch(address)
    if found is None or len(address) > settings.IMPORT_LARGEST_DOWNLOAD * 2:
        return None
    content = unquote_to_bytes(found["content"])
    if found["base64"]:
        try:
            content = base64.b64decode(re.sub(rb"\s", b"", content), validate=True)
        except binascii.Error:
            return None
    kind = found["kind"].lower()
    return partial(io.BytesIO, content), _SUFFIXES.get(kind, f".{kind}")


def _missing(image: Tag, address: str) -> str:
    alternative = " ".join(str(image.get("alt", "")).split())[:80]
    named = f" (“{alternative}”)" if alternative else ""
    if not address:
        return f"A picture{named} that is only on the computer of the author is left out. Add it by hand."
    if address.lower().startswith("data:"):
        return f"A picture{named} inside the text cannot be read, and is left out."
    return (
        f"The picture {address[:100]}{named} is not in the file, and is left out. "
        "Put the page and its pictures into one ZIP file, or add the picture by hand."
    )
