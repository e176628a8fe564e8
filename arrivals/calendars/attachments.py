"""The pictures and files of an entry of a calendar."""

from functools import partial
from io import BytesIO
from urllib.parse import urlsplit

from icalendar import Event
from icalendar.prop import vBinary

from arrivals.calendars.properties import listed, web_address
from arrivals.contents.embedded_files import EmbeddedFiles
from arrivals.contents.plain_html import plain_html

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}


def attachments_of(component: Event, files: EmbeddedFiles) -> tuple[list[str], str]:
    """Return the addresses of attached pictures, and links to the other files as HTML."""
    pictures, links = [], []
    for value in [*listed(component.get("ATTACH")), *listed(component.get("IMAGE"))]:
        kind = str(getattr(value, "params", {}).get("FMTTYPE", "")).lower()
        if isinstance(value, vBinary):
            if kind in _SUFFIXES and (content := _decoded(value)) is not None:
                pictures.append(files.take(partial(BytesIO, content), _SUFFIXES[kind], ""))
            continue
        url = web_address(value)
        if url and (kind.startswith("image/") or urlsplit(url).path.lower().endswith(_PICTURES)):
            pictures.append(url)
        elif url:
            links.append(url)
    return pictures, "".join(map(plain_html, links))


def _decoded(value: vBinary) -> bytes | None:
    try:
        content: bytes = type(value).from_ical(value.to_ical())
    except ValueError:
        return None
    return content
