"""The addresses at which a post could be reached."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, quote, urlsplit, urlunsplit

from arrivals.wordpress.dates import local_time
from arrivals.wordpress.export import ExportedItem
from arrivals.wordpress.plain_names import plain_slug
from arrivals.wordpress.site import ExportedSite

#: How many addresses of one post are kept that come of its former slugs and dates.
_MOST_FORMER = 50
_PAGE_BREAK = "<!--nextpage-->"


def old_addresses(item: ExportedItem, site: ExportedSite) -> tuple[str, ...]:
    """Return all addresses of a post but its permalink, which may be among them."""
    found = [*_by_id(item, site)]
    if item.guid.startswith(("http://", "https://")) and site.is_own(item.guid) and not _names_another(item):
        found.append(item.guid)
    permalink = _permalink(item, site)
    if permalink and item.post_type != "attachment":
        former = [*_former(item, permalink)][:_MOST_FORMER]
        pages = range(2, 2 + item.content.count(_PAGE_BREAK))
        found += [*former, f"{permalink}feed/", *(f"{permalink}{number}/" for number in pages)]
    elif permalink:
        found.append(permalink)
    return tuple(dict.fromkeys(found))


def _by_id(item: ExportedItem, site: ExportedSite) -> Iterator[str]:
    yield site.url(f"?p={item.id}")
    if item.post_type == "page":
        yield site.url(f"?page_id={item.id}")
    elif item.post_type == "attachment":
        yield site.url(f"?attachment_id={item.id}")
    elif item.post_type != "post":
        yield site.url(f"?post_type={item.post_type}&p={item.id}")


def _permalink(item: ExportedItem, site: ExportedSite) -> str:
    """Return the permalink with a slash at its end, or ``""`` if the post has only an ID."""
    if not item.link.startswith(("http://", "https://")) or not site.is_own(item.link):
        return ""
    parts = urlsplit(item.link)
    if parts.query or parts.path in ("", "/"):
        return ""
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/", fragment=""))


def _names_another(item: ExportedItem) -> bool:
    """Tell whether the GUID has another ID, as that of a post has which came from another site."""
    query = parse_qs(urlsplit(item.guid).query)
    numbers = [value for name in ("p", "page_id", "attachment_id") for value in query.get(name, ())]
    return bool(numbers) and str(item.id) not in numbers


def _former(item: ExportedItem, permalink: str) -> Iterator[str]:
    """Yield the permalink with former slugs and dates, which WordPress leads to the post."""
    dated = [permalink, *_with_former_dates(item, permalink)]
    yield from dated[1:]
    slug = quote(plain_slug(item.slug), safe="")
    for old in item.metas.get("_wp_old_slug", ()):
        old_slug = quote(plain_slug(old.strip()), safe="")
        for address in dated:
            parts = urlsplit(address)
            before, _, last = parts.path.rstrip("/").rpartition("/")
            if not slug or not old_slug or not re.match(rf"{re.escape(slug)}(?=\.|$)", last, re.I):
                continue
            # Some permalinks end in `.html`.
            ending = last[len(slug) :]
            yield urlunsplit(parts._replace(path=f"{before}/{old_slug}{ending}{'' if ending else '/'}"))


def _with_former_dates(item: ExportedItem, permalink: str) -> Iterator[str]:
    now = local_time(item.date)
    for text in item.metas.get("_wp_old_date", ()):
        before = local_time(text)
        if now is None or before is None:
            continue
        for form in ("/%Y/%m/%d/", "/%Y/%m/"):
            if (written := now.strftime(form)) in permalink:
                yield permalink.replace(written, before.strftime(form), 1)
                break
