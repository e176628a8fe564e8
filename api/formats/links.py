"""Addresses on the CMS host; those of pages on their frontend are made by ``pages.visibility.paths``."""

from urllib.parse import quote

from django.conf import settings

API_PATH = "/api/v2/"


def absolute(path: str) -> str:
    """Return an absolute URL on the CMS host, which is never read from a request."""
    return path if "://" in path else settings.CMS_BASE_URL.rstrip("/") + path


def detail_url(endpoint: str, key: int | str) -> str:
    """Return the absolute URL of one object of an endpoint."""
    return absolute(f"{API_PATH}{endpoint}/{quote(str(key), safe='')}/")
