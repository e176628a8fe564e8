"""The targets of paths and links, as parts of a URL."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from pages.visibility.paths import SitePaths

_SLASHES = re.compile(r"/+")
#: Characters that browsers read as a slash, or ignore, so that a path could become another site's URL.
_TREACHEROUS = re.compile(r"[\s\\\x00-\x1f\x7f]")
_USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Location:
    """A path on the frontend of the requested site or, with ``origin``, a URL on another site."""

    path: str
    query: str = ""
    fragment: str = ""
    origin: str = ""

    @classmethod
    def parse(cls, text: str) -> "Location":
        """Parse a path with its query string and fragment. It may lack the first slash and have repeated slashes."""
        rest, _, fragment = text.strip().partition("#")
        path, _, query = rest.partition("?")
        return cls(_SLASHES.sub("/", f"/{path}"), query, fragment)

    def continuing(self, requested: "Location") -> "Location":
        """Return this location with the requested query string added, and the requested fragment if it has none."""
        query = "&".join(filter(None, (self.query, requested.query)))
        return replace(self, query=query, fragment=self.fragment or requested.fragment)

    def __str__(self) -> str:
        # Encoded, so that it is safe in a header whatever a client sent.
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return str(self.origin + iri_to_uri(self.path + query + fragment))


def location_of_link(link: str, paths: SitePaths) -> Location | None:
    """Return the target of a link that an editor typed, or ``None`` if it is neither a path nor an HTTP(S) URL."""
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
    """Return the host and port of an HTTP or HTTPS URL, or ``None`` for any other."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _USUAL_PORTS or not parts.hostname:
        return None
    return parts.hostname, port or _USUAL_PORTS[parts.scheme]


def _is_own(origin: tuple[str, int], paths: SitePaths) -> bool:
    """Return whether an origin is that of the requested site's frontend."""
    sites = {_origin(root.root_url): root.site_id for root in reversed(paths.roots)}
    own = {root.site_id for root in paths.own_roots}
    if origin in sites:
        return sites[origin] in own
    # The http:// URL of a site at https://, which redirects to it, or the reverse.
    host, port = origin
    usual = _USUAL_PORTS.values()
    return port in usual and any(sites.get((host, other)) in own for other in usual)
