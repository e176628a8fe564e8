"""The URLs of feeds, and absolute URLs for links in feeds."""

from collections.abc import Mapping
from urllib.parse import urlencode, urljoin, urlsplit

from wagtail.models import Site

from api.formats.links import absolute

FEEDS_PATH = "/feeds/"
#: The schemes of links that a feed may contain.
SCHEMES = ("http", "https", "mailto", "tel")


def feed_url(path: str, site: Site | None, query: Mapping[str, str] | None = None) -> str:
    """Return the absolute URL of a feed of ``site``, with its parameters sorted.

    Feeds are on the host of the CMS, which stands for the default site, so the URL names any other site.
    """
    given = dict(query or {})
    if site is not None and not site.is_default_site:
        given["site"] = f"{site.hostname}:{site.port}"
    return absolute(path) + (f"?{urlencode(sorted(given.items()))}" if given else "")


def calendar_url(key: int, site: Site | None) -> str:
    """Return the absolute URL of the calendar with one event."""
    return feed_url(f"{FEEDS_PATH}events/{key}.ics", site)


def absolute_address(address: str, page_url: str) -> str | None:
    """Return the absolute URL of a link on the page at ``page_url``, or ``None`` if it is invalid or unsafe."""
    try:
        found = urljoin(page_url, address.strip())
        return found if urlsplit(found).scheme in SCHEMES else None
    except ValueError:
        return None
