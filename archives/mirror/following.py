"""Which URLs of this host a response names."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from django.conf import settings
from django.urls import get_resolver, resolve

from api.formats.links import API_PATH
from api.http.in_process import InProcessResponse
from api.views.index import endpoint_urls
from api.views.not_found import NotFoundView
from archives.site_reader.site_reader import FILES

RESOLVE, MARKDOWN = f"{API_PATH}resolve/", f"{API_PATH}markdown/"
#: What is about one moment or one reader, and what answers only with parameters.
LEFT_OUT = tuple(f"{API_PATH}{name}/" for name in ("changes", "preview", "page_preview", "docs"))
#: Its examples name what is on no site.
SCHEMA = f"{API_PATH}schema/"
NEEDS_A_QUERY = frozenset({RESOLVE, MARKDOWN})
FOLLOWED = (API_PATH, "/feeds/", *FILES)
SINGLE = ("/sitemap.xml", "/robots.txt", "/llms.txt")
#: The names under which the API says where something is on the website, or was.
PATHS = frozenset({"html_path", "old_path"})
_URL = re.compile(r"[^\s\"'<>\\),]+")


def first_urls() -> Iterator[str]:
    """Yield the URLs from which all others are reached."""
    yield API_PATH
    yield from SINGLE
    yield from (urlsplit(url).path for url in endpoint_urls().values())
    feeds = (getattr(pattern, "name", None) for pattern in get_resolver("api.feeds.urls").url_patterns)
    yield from (f"/feeds/{name}" for name in feeds if name and "item" not in name)


def named_urls(url: str, response: InProcessResponse) -> Iterator[str]:
    """Yield the paths and query strings of what the response to a URL names on this host, and of the paths of pages."""
    content_type = response.headers.get("content-type", "")
    if url.startswith((SCHEMA, *FILES)) or not content_type.startswith(("text/", "application/")):
        return
    text = response.body.decode(errors="replace")
    if "json" in content_type:
        # Unescapes the slashes and letters of JSON.
        found = json.loads(text)
        yield from _paths(found)
        yield from _of_list(url, found)
        text = json.dumps(found, ensure_ascii=False)
    base = settings.CMS_BASE_URL
    for piece in text.split(base + "/")[1:]:
        match = _URL.match(piece)
        if match:
            yield html.unescape("/" + match[0])


def _of_list(url: str, found: Any) -> Iterator[str]:
    """Yield the URLs of the objects in a list that have details of their own, and that of the rest of the list."""
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return
    parts = urlsplit(url)
    for item in found["items"]:
        key = item.get("slug") or item.get("id") if isinstance(item, dict) else None
        if key is not None and _is_route(address := f"{parts.path}{quote(str(key), safe='')}/"):
            yield address
    if cursor := (found.get("meta") or {}).get("next_cursor"):
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != "cursor"]
        yield f"{parts.path}?{urlencode([*query, ('cursor', cursor)], quote_via=quote, safe='')}"


def _is_route(path: str) -> bool:
    """Tell whether the API has details under such a path at all."""
    view = getattr(resolve(path).func, "view_class", None) if path.startswith(API_PATH) else None
    return view is not None and not issubclass(view, NotFoundView)


def is_followed(url: str) -> bool:
    """Tell whether the mirror has a URL, if there is something."""
    if "{" in url or "%7B" in url or url in NEEDS_A_QUERY or url.startswith(LEFT_OUT):
        return False
    return url in SINGLE or url.startswith(FOLLOWED)


def _paths(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in PATHS and isinstance(inner, str) and inner.startswith("/"):
                yield f"{RESOLVE}?path={quote(inner, safe='')}"
                yield f"{MARKDOWN}?path={quote(inner, safe='')}"
            else:
                yield from _paths(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner)
