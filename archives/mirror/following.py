"""Which URLs of this host a response names."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import get_resolver

from api.formats.links import API_PATH
from api.http.in_process import InProcessResponse
from api.views.index import endpoint_urls

RESOLVE, MARKDOWN = f"{API_PATH}resolve/", f"{API_PATH}markdown/"
#: What is about one moment or one reader, and what answers only with parameters.
LEFT_OUT = tuple(f"{API_PATH}{name}/" for name in ("changes", "preview", "page_preview", "docs"))
NEEDS_A_QUERY = frozenset({RESOLVE, MARKDOWN})
FOLLOWED = (API_PATH, "/feeds/", "/documents/", "/images/", "/media/")
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


def named_urls(response: InProcessResponse) -> Iterator[str]:
    """Yield the paths and query strings of what a response names on this host, and of the paths of pages."""
    content_type = response.headers.get("content-type", "")
    if not content_type.startswith(("text/", "application/")) or content_type.startswith("application/pdf"):
        return
    text = response.body.decode(errors="replace")
    if "json" in content_type:
        # Unescapes the slashes and letters of JSON.
        found = json.loads(text)
        yield from _paths(found)
        text = json.dumps(found, ensure_ascii=False)
    base = settings.CMS_BASE_URL
    for piece in text.split(base + "/")[1:]:
        match = _URL.match(piece)
        if match:
            yield html.unescape("/" + match[0])


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
