"""Where paths and links lead, as parts of a URL."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from pages.visibility.paths import SitePaths

_SLASHES = re.compile(r"/+")
#: What browsers read as a slash, or leave out, so that a path could turn into another site's address.
_TREACHEROUS = re.compile(r"[\s\\\x00-\x1f\x7f]")
_USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Location:
    """A path on the frontend of the site asked about, or, with ``origin``, an address elsewhere."""

    path: str
    query: str = ""
    fragment: str = ""
    origin: str = ""

    @classmethod
    def parse(cls, text: str) -> "Location":
        """Read a path with what may follow it; it may lack its first slash and have slashes twice."""
        rest, _, fragment = text.strip().partition("#")
        path, _, query = rest.partition("?")
        return cls(_SLASHES.sub("/", f"/{path}"), query, fragment)

    def continuing(self, asked: "Location") -> "Location":
        """Return this location with the query string, and unless it has one the fragment, that was asked with."""
        query = "&".join(filter(None, (self.query, asked.query)))
        return replace(self, query=query, fragment=self.fragment or asked.fragment)

    def __str__(self) -> str:
        # In a header, whatever a client wrote.
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return str(self.origin + iri_to_uri(self.path + query + fragment))


def location_of_link(link: str, paths: SitePaths) -> Location | None:
    """Return where a link that an editor typed leads, or ``None`` where it is neither a path nor http or https."""
    link = link.strip()
    if link.startswith("/") and not link.startswith("//"):
        return None if "\\" in link else Location.parse(link)
    if _TREACHEROUS.search(link):
        return None
    origin = _origin(link)
    if origin is None:
        return None
    parts = urlsplit(link)
    location = Location.parse(link.split(parts.netloc, 1)[1])
    if _is_own(origin, paths):
        return location
    path = parts.path or "/"
    return replace(location, path=path, origin=f"{parts.scheme}://{parts.netloc}")


def _origin(url: str) -> tuple[str, int] | None:
    """Return host and port of an http or https URL."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _USUAL_PORTS or not parts.hostname:
        return None
    return parts.hostname, port or _USUAL_PORTS[parts.scheme]


def _is_own(origin: tuple[str, int], paths: SitePaths) -> bool:
    """Tell whether the frontend of the site asked about is there."""
    sites = {_origin(root.root_url): root.site_id for root in reversed(paths.roots)}
    own = {root.site_id for root in paths.own_roots}
    if origin in sites:
        return sites[origin] in own
    # http:// of a site that is at https://, which leads there, or the other way round.
    host, port = origin
    usual = _USUAL_PORTS.values()
    return port in usual and any(sites.get((host, other)) in own for other in usual)
