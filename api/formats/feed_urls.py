"""Addresses of feeds, and absolute addresses for what feeds link to."""

from collections.abc import Mapping
from urllib.parse import urlencode, urljoin, urlsplit

from wagtail.models import Site

from api.formats.links import absolute

FEEDS_PATH = "/feeds/"
#: The schemes of links that a feed may carry.
SCHEMES = ("http", "https", "mailto", "tel")


def feed_url(path: str, site: Site | None, query: Mapping[str, str] | None = None) -> str:
    """Return the absolute URL of a feed of ``site``, the same for every order of the parameters.

    The host of a feed is that of the CMS, which alone names the default site, so any other one is named.
    """
    given = dict(query or {})
    if site is not None and not site.is_default_site:
        given["site"] = f"{site.hostname}:{site.port}"
    return absolute(path) + (f"?{urlencode(sorted(given.items()))}" if given else "")


def calendar_url(key: int, site: Site | None) -> str:
    """Return the absolute URL of the calendar that holds one event."""
    return feed_url(f"{FEEDS_PATH}events/{key}.ics", site)


def absolute_address(address: str, page_url: str) -> str | None:
    """Return where a link on the page at ``page_url`` leads, or ``None`` where no reader should follow it."""
    try:
        found = urljoin(page_url, address.strip())
        return found if urlsplit(found).scheme in SCHEMES else None
    except ValueError:
        return None
