"""Pictures, galleries, frames, videos and files in HTML from elsewhere."""

import re
from pathlib import PurePosixPath
from urllib.parse import parse_qs, unquote, urlsplit

from bs4 import Tag

from pages.blocks.parts import EmbedPart, FilePart, Part, PicturePart

#: Addresses that only work inside a frame, and how to make of them those that people open: host, path, new address.
_FRAMES = (
    (
        re.compile(r"(^|\.)youtube(-nocookie)?\.com$"),
        re.compile(r"^/embed/([\w-]+)"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"^player\.vimeo\.com$"), re.compile(r"^/video/(\d+)"), "https://vimeo.com/{}"),
    (
        re.compile(r"(^|\.)dailymotion\.com$"),
        re.compile(r"^/embed/video/(\w+)"),
        "https://www.dailymotion.com/video/{}",
    ),
)
#: The longest caption and title that blocks take.
LONGEST_CAPTION, LONGEST_TITLE = 500, 255


def media_of(node: Tag) -> Part | None:
    """Return the part for an ``img``, ``iframe``, ``video`` or ``audio`` element, or ``None`` if it shows nothing."""
    address = web_source(_source(node))
    if address is None:
        return None
    if node.name == "img":
        return PicturePart(address, _words(node.get("alt"))[:LONGEST_TITLE])
    if node.name == "iframe":
        return EmbedPart(address_outside_frames(address), _words(node.get("title"))[:LONGEST_TITLE])
    return FilePart(address, _words(node.get("title"))[:LONGEST_TITLE] or file_name(address))


def web_source(address: str) -> str | None:
    """Return the address of a file: absolute, or relative to its own site; ``None`` for data and for nothing."""
    address = address.strip()
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if not address or parts.scheme.lower() not in ("http", "https", "") or (parts.scheme and not parts.hostname):
        return None
    return address


def address_outside_frames(address: str) -> str:
    """Return the address that people open for one that is made for frames; others as they are."""
    parts = urlsplit(address)
    for host, path, outside in _FRAMES:
        if host.search(parts.hostname or "") and (found := path.match(parts.path)):
            return outside.format(found[1])
    if (parts.hostname or "").endswith("facebook.com") and (target := parse_qs(parts.query).get("href")):
        return target[0]
    return address


def file_name(address: str) -> str:
    """Return the name of the file at an address, readable, or the name of its host."""
    parts = urlsplit(address)
    return unquote(PurePosixPath(parts.path).name)[:LONGEST_TITLE] or parts.hostname or address


def _source(node: Tag) -> str:
    own = str(node.get("src", ""))
    inner = node.find("source")
    return own or (str(inner.get("src", "")) if isinstance(inner, Tag) else "")


def _words(text: object) -> str:
    return " ".join(str(text or "").split())
