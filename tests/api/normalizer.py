"""Reduces a response to what stays the same from run to run."""

import re
from typing import Any

IMAGE_URL = re.compile(r"/images/(\d+)/[0-9a-f]+/[\w-]{16}/(?=[a-z0-9{-])")
KEY = re.compile(r"/(pages|images|documents|redirects)/(\d+)(?=/)")
PAGE_ID = re.compile(r'(?<=data-page-id=")\d+(?=")|(?<=/feeds/events/)\d+(?=\.ics)')
STORED_PATH = re.compile(r"(original_images/)[\w-]+/")
DOCUMENT_URL = re.compile(r"(/documents/\d+/[a-zA-Z]+)_\w+\.")
BLOCK_ID = re.compile(r"(?!00000000)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TAG = re.compile(r"(?<![\w/])(page|person|organization|topic|image|document|redirect|site|path):(\d+)")
INSTANTS = ("first_published_at", "last_published_at", "datePublished", "dateModified", "lastmod", "expires_at", "at")
PUBLISHED_AT = re.compile(r"20\d\d-\d\d-\d\dT[\d:.]+Z")


class Normalizer:
    """Replaces what differs from run to run: keys, signatures, random paths and the instants of publication.

    A key is replaced by its kind and a number in order of appearance: two kinds may share a key in one database and not
    in another.
    """

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def __call__(self, value: Any, name: str = "", kind: str = "") -> Any:
        if isinstance(value, dict):
            own = kind_of(value)
            return {key: self(inner, key, own) for key, inner in value.items()}
        if isinstance(value, list):
            return [self(inner, name) for inner in value]
        if name == "id" and isinstance(value, int):
            return self._key(kind, str(value))
        if name == "collection" and isinstance(value, int):
            return self._key("collections", str(value))
        if name in INSTANTS and value:
            return PUBLISHED_AT.sub("<instant>", value)
        if name == "sequence":
            return "<sequence>"
        if name in ("cursor", "next_cursor", "previous_cursor") and value:
            return "<cursor>"
        if name == "data_uri" and value:
            return value[:16] + "…"
        return self._text(value) if isinstance(value, str) else value

    def _key(self, kind: str, number: str) -> str:
        return self._names.setdefault((kind, number), f"<{kind} {sum(known == kind for known, _ in self._names) + 1}>")

    def _text(self, text: str) -> str:
        text = BLOCK_ID.sub("<block>", text)
        text = IMAGE_URL.sub(lambda match: f"/images/{match.group(1)}/<version>/<signature>/", text)
        text = DOCUMENT_URL.sub(r"\1.", text)
        text = STORED_PATH.sub(r"\1<random>/", text)
        text = TAG.sub(lambda match: f"{match.group(1)}:{self._key(match.group(1), match.group(2))}", text)
        text = PAGE_ID.sub(lambda match: self._key("pages", match.group(0)), text)
        return KEY.sub(lambda match: f"/{match.group(1)}/{self._key(match.group(1), match.group(2))}", text)


def kind_of(value: dict[str, Any]) -> str:
    """Return the kind of an object in a response, by its URL or by the fields that only its kind has."""
    address = KEY.search((value.get("meta") or {}).get("detail_url") or "")
    if address:
        return address.group(1)
    marks = {"job_title": "people", "short_name": "organizations", "counts": "labels", "html_path": "pages"}
    return next((kind for mark, kind in marks.items() if mark in value), "objects")
