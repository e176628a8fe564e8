"""Under which path of the mirror the response to a URL is."""

import hashlib
from urllib.parse import unquote, urlsplit

#: What the name of a file ends with, by media type, where the path of the URL does not say it.
SUFFIXES = {
    "text/markdown": ".md",
    "text/plain": ".txt",
    "application/yaml": ".yaml",
    "application/vnd.oai.openapi": ".yaml",
    "text/html": ".html",
}
#: Stands between the path of a URL and its query string.
BEFORE_QUERY = "@"
#: The longest query string in the name of a file: file systems take 255 bytes in all.
LONGEST_QUERY = 240


def file_of(url: str, content_type: str) -> str:
    """Return the path of the file for a URL, in which a query string stands as it is, still encoded.

    ``/api/v2/posts/`` is ``api/v2/posts/index.json``, ``/api/v2/posts/?limit=5`` is ``api/v2/posts/@limit=5.json``, and
    ``/feeds/posts.rss`` stays. A query string that names no file is its SHA-256, which only ``index.json`` tells.
    """
    parts = urlsplit(url)
    path = unquote(parts.path).lstrip("/")
    if not parts.query and not path.endswith("/") and path:
        return path
    suffix = SUFFIXES.get(content_type.partition(";")[0].strip(), ".json")
    if not parts.query:
        return f"{path}index{suffix}"
    query = parts.query
    if len(query.encode()) > LONGEST_QUERY or set(query) & {"/", "\\", "\0"}:
        query = hashlib.sha256(query.encode()).hexdigest()
    return f"{path}{BEFORE_QUERY}{query}{suffix}"
