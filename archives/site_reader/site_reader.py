"""Reads what is public, as a frontend would: nothing else can get into files for others."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from django.conf import settings

from api.formats.links import API_PATH
from api.http.in_process import InProcessClient, InProcessResponse

#: How many rows a list gives at once.
LIMIT = 100


class SiteReader:
    """Reads the site of ``CMS_BASE_URL``."""

    def __init__(self) -> None:
        self._client = InProcessClient()

    def get(self, url: str) -> InProcessResponse:
        """Return the response to a URL of this host, absolute or a path."""
        parts = urlsplit(url)
        return self._client.get(unquote(parts.path), parts.query)

    def json(self, endpoint: str, **query: Any) -> Any:
        """Return an answer of the API. Raise ``LookupError`` if there is none."""
        response = self._client.get(API_PATH + endpoint, urlencode(query, quote_via=quote))
        if response.status != 200:
            raise LookupError(f"{endpoint}: {response.status}")
        return json.loads(response.body)

    def rows(self, endpoint: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Yield all rows of a list, page by page."""
        found = self.json(endpoint, limit=LIMIT, **query)
        while True:
            yield from found["items"]
            if not (following := found["meta"].get("next")):
                return
            found = json.loads(self.get(following).body)

    def page(self, key: int) -> dict[str, Any]:
        """Return all fields of a page."""
        found: dict[str, Any] = self.json(f"pages/{key}/", fields="*")
        return found

    @staticmethod
    def is_ours(url: str) -> bool:
        """Tell whether a URL leads to this host."""
        return url.startswith(settings.CMS_BASE_URL + "/")
