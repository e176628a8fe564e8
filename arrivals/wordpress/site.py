"""The site that was exported."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from arrivals.safety.xml import XmlElement, read_elements
from arrivals.sources.source import SourceError
from arrivals.wordpress.export import VERSIONS
from arrivals.wordpress.plain_names import plain_name

_NAMES = {"title", "link", "wp:wxr_version", "wp:base_site_url", "wp:base_blog_url"}


@dataclass(frozen=True)
class ExportedSite:
    """The site: its title, its address without a slash at the end, and the version of the format."""

    title: str
    address: str
    version: str

    def url(self, path: str) -> str:
        """Return the URL of a path or query of the site."""
        return f"{self.address}/{path.lstrip('/')}"

    def is_own(self, url: str) -> bool:
        """Tell whether a URL is of the site, under whatever scheme, with or without “www.”."""
        return host_of(url) == host_of(self.address)


def host_of(url: str) -> str:
    """Return the host of a URL without “www.”, in lower case; ``""`` if it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def read_site(path: Path) -> ExportedSite:
    """Return the site of an export. Raise ``SourceError`` if the file is none."""
    found: dict[str, str] = {}
    # The picture of the site has a title and an address, too.
    for element in read_elements(path, _NAMES | {"image", "item", "wp:author"}, empty={"item"}):
        if element.name == "item":
            break
        _note(element, found)
    version = found.get("wp:wxr_version", "")
    if not version:
        raise SourceError(
            f"{path.name} is no export of WordPress: it does not say its version (wp:wxr_version). In WordPress, "
            "choose Tools, Export, All content."
        )
    if version not in VERSIONS:
        raise SourceError(
            f"{path.name} is an export of WordPress in version {version[:20]} of the format; {', '.join(VERSIONS)} are "
            "read."
        )
    address = (found.get("wp:base_blog_url") or found.get("link") or found.get("wp:base_site_url", "")).rstrip("/")
    if not host_of(address):
        raise SourceError(f"{path.name} does not say the address of the site that it was exported from.")
    return ExportedSite(plain_name(found.get("title", "")), address, version)


def _note(element: XmlElement, found: dict[str, str]) -> None:
    if element.name in _NAMES and element.text.strip():
        found.setdefault(element.name, element.text.strip())
