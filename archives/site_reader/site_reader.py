"""Reads what is public, as a frontend would: nothing else can get into files for others."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from django.conf import settings

from api.formats.links import API_PATH
from api.http.in_process import InProcessClient, InProcessResponse, connections_kept
from archives.format.manifest import ArchiveError

#: How many rows a list gives at once.
LIMIT = 100
#: The paths of pictures and documents.
FILES = ("/documents/", "/images/", "/media/")


@contextmanager
def site_reader() -> Iterator["SiteReader"]:
    """Give a reader, whose requests may be in a snapshot.

    Read files outside of one: the first request for a rendition of an image makes a row, and a snapshot only reads.
    """
    with connections_kept():
        yield SiteReader()


class SiteReader:
    """Reads the site of ``CMS_BASE_URL``. Raises ``ArchiveError`` if the CMS fails to answer."""

    def __init__(self) -> None:
        self._client = InProcessClient()

    def get(self, url: str) -> InProcessResponse:
        """Return the response to a URL of this host, absolute or a path."""
        parts = urlsplit(url)
        return self._answered(unquote(parts.path), parts.query)

    def json(self, endpoint: str, **query: Any) -> Any:
        """Return an answer of the API. Raise ``ArchiveError`` if there is none."""
        response = self._answered(API_PATH + endpoint, urlencode(query, quote_via=quote))
        if response.status != 200:
            raise ArchiveError(f"{API_PATH}{endpoint} is answered with {response.status}.")
        return json.loads(response.body)

    def rows(self, endpoint: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Yield all rows of a list, page by page."""
        query["limit"] = LIMIT
        while True:
            found = self.json(endpoint, **query)
            yield from found["items"]
            if not (cursor := found["meta"]["next_cursor"]):
                return
            query["cursor"] = cursor

    def page(self, key: int) -> dict[str, Any]:
        """Return all fields of a page."""
        found: dict[str, Any] = self.json(f"pages/{key}/", fields="*")
        return found

    def _answered(self, path: str, query: str) -> InProcessResponse:
        response = self._client.get(path, query)
        if response.status >= 500:
            raise ArchiveError(f"{path} is answered with {response.status}: the log says why.")
        return response

    @staticmethod
    def is_file(url: str) -> bool:
        """Tell whether a URL of this host, absolute or a path, is that of a picture or document."""
        return urlsplit(url).path.startswith(FILES)

    @staticmethod
    def is_ours(url: str) -> bool:
        """Tell whether a URL leads to this host."""
        return url.startswith(settings.CMS_BASE_URL + "/")
