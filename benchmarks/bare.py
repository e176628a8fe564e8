"""A view that does nothing: the least that Django takes for an answer behind the same middleware."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def answers() -> Path:
    """Return the folder of the answers that the view gives."""
    return Path(settings.DATA_DIR) / "answers"


@cache
def _answer(name: str) -> bytes:
    return (answers() / name).read_bytes()


def bare(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with what the API answered before, from this process's memory."""
    return HttpResponse(_answer(name), content_type="application/json")
