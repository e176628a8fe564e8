"""Every URL of the host, from the patterns of the project, so that a new one is in each walk."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ADMIN = "admin/"


def routes(*, admin: bool = False) -> Iterator[tuple[str, str]]:
    """Yield every pattern, and a URL of it with ``{0}`` for keys and ``{1}`` for words; of the admin or of all else."""

    def walk(patterns: Any, prefix: str) -> Iterator[str]:
        for pattern in patterns:
            written = prefix + str(pattern.pattern)
            if prefix == "" and (written == ADMIN) != admin:
                continue
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, written)
            elif isinstance(pattern, URLPattern):
                yield written

    for written in walk(get_resolver().url_patterns, ""):
        found = re.sub(r"\((?:\?P<\w+>)?(?:\[0-9\]\{1,18\}|\\d\+)\)", "{0}", written)
        found = re.sub(r"\(\(\?:.*\)\*\)", "{1}/", found)
        found = re.sub(r"\((?:\?P<\w+>|(?!\?))[^)]*\)", "{1}", found)
        found = re.sub(r"<(?:int|key):\w+>", "{0}", found)
        found = re.sub(r"<(?:\w+:)?\w+>", "{1}", found)
        yield written, "/" + re.sub(r"[\^$]|\(.*\)\??|\.\*/|\\(?=\.)", "", found)
