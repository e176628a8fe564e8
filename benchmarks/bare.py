"""A view that does nothing: the least that Django takes for an answer behind the same middleware."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse


@cache
def _answer(name: str) -> bytes:
    content: bytes = (settings.BARE_ANSWERS / name).read_bytes()
    return content


def bare(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with what the API answered before, from this process's memory."""
    return HttpResponse(_answer(name), content_type="application/json")
