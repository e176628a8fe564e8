"""A view that does nothing: the minimum that Django needs for a response behind the same middleware."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def responses() -> Path:
    """Return the folder of the responses that the view returns."""
    return Path(settings.DATA_DIR) / "responses"


@cache
def _response(name: str) -> bytes:
    return (responses() / name).read_bytes()


def bare(request: HttpRequest, name: str) -> HttpResponse:
    """Return an earlier response of the API, from this process's memory."""
    return HttpResponse(_response(name), content_type="application/json")
