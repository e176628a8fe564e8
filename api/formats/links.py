"""URLs on the CMS host; ``pages.visibility.paths`` builds the URLs of pages on their frontends."""

from urllib.parse import quote

from django.conf import settings

API_PATH = "/api/v2/"


def absolute(path: str) -> str:
    """Return an absolute URL on the CMS host, which comes from the settings and never from a request."""
    return path if "://" in path else settings.CMS_BASE_URL.rstrip("/") + path


def detail_url(endpoint: str, key: int | str) -> str:
    """Return the absolute URL of an object at an endpoint."""
    return absolute(f"{API_PATH}{endpoint}/{quote(str(key), safe='')}/")
